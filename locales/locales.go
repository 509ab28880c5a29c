package locales

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed en zh-CN
var files embed.FS

// loaded loads the message files once; see Check.
//
//nolint:gochecknoglobals // set once: the files are part of the program
var loaded = sync.OnceValues(load)

// Data fills the placeholders of a text by name.
type Data = map[string]any

// Languages returns the available languages as BCP 47 tags. The first one is the
// fallback for texts that another language is missing.
func Languages() []string { return []string{"en", "zh-CN"} }

// Check loads the message files and returns any error in them. Programs call it
// at startup; without texts, T and N return IDs.
func Check() error {
	_, err := loaded()
	return err
}

// load creates a localizer for each language.
func load() (map[string]*i18n.Localizer, error) {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	names, err := fs.Glob(files, "*/*.toml")
	if err != nil {
		return nil, fmt.Errorf("list message files: %w", err)
	}
	for _, name := range names {
		if _, err := bundle.LoadMessageFileFS(files, name); err != nil {
			return nil, fmt.Errorf("load message file %s: %w", name, err)
		}
	}
	localizers := make(map[string]*i18n.Localizer, len(Languages()))
	for _, tag := range Languages() {
		localizers[tag] = i18n.NewLocalizer(bundle, tag)
	}
	return localizers, nil
}

// T returns the text with this ID in the language of ctx, with placeholders
// filled from data. If there is no text, it returns the ID.
func T(ctx context.Context, id string, data ...Data) string {
	return localize(ctx, &i18n.LocalizeConfig{MessageID: id, TemplateData: merge(data)})
}

// N is T for a text that depends on a count, which fills the placeholder Count.
func N(ctx context.Context, id string, count int, data ...Data) string {
	filled := merge(data)
	filled["Count"] = count
	return localize(ctx, &i18n.LocalizeConfig{MessageID: id, TemplateData: filled, PluralCount: count})
}

func localize(ctx context.Context, config *i18n.LocalizeConfig) string {
	localizers, err := loaded()
	if err != nil {
		return config.MessageID
	}
	text, err := localizers[Language(ctx)].Localize(config)
	// A text of the fallback language is returned with an error; it is still better than none.
	var missing *i18n.MessageNotFoundErr
	if err != nil && (text == "" || !errors.As(err, &missing)) {
		return config.MessageID
	}
	return text
}

func merge(data []Data) Data {
	merged := Data{}
	for _, d := range data {
		for name, value := range d {
			merged[name] = value
		}
	}
	return merged
}
