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

// loaded reads the message files once; see Check.
//
//nolint:gochecknoglobals // set once: the files are part of the program
var loaded = sync.OnceValues(load)

// Data fills the placeholders of a text by name.
type Data = map[string]any

// Languages returns the languages that there are texts in, as BCP 47 tags; the
// first one stands in where another has no text.
func Languages() []string { return []string{"en", "zh-CN"} }

// Check reads the message files and returns what is wrong with them. A program
// calls it at its start; without texts T and N return ids.
func Check() error {
	_, err := loaded()
	return err
}

// load makes one localizer for each language.
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

// T returns the text with this id in the language of ctx, its placeholders
// filled from data. An id without a text is returned itself.
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
	// The text of another language comes together with an error: better than none.
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
