package locales

import (
	"context"
	"slices"

	"golang.org/x/text/language"
)

type languageKey struct{}

// WithLanguage returns a context in which texts are in lang, one of Languages.
func WithLanguage(ctx context.Context, lang string) context.Context {
	return context.WithValue(ctx, languageKey{}, lang)
}

// Language returns the language of ctx, always one of Languages.
func Language(ctx context.Context) string {
	lang, _ := ctx.Value(languageKey{}).(string)
	if !slices.Contains(Languages(), lang) {
		return Languages()[0]
	}
	return lang
}

// Match chooses one of Languages: the first match of uiLocales (OpenID Connect
// Core 1.0, section 3.1.2.1), else of the browser's Accept-Language header (RFC
// 9110, section 12.5.4), else fallback. All variants of Chinese match zh-CN.
func Match(uiLocales []string, acceptLanguage, fallback string) string {
	for _, asked := range uiLocales {
		if lang, ok := match(asked); ok {
			return lang
		}
	}
	if lang, ok := match(acceptLanguage); ok {
		return lang
	}
	if lang, ok := match(fallback); ok {
		return lang
	}
	return Languages()[0]
}

// match finds the language for a list of tags in Accept-Language syntax. It only
// compares primary languages, in order of preference, because no two of
// Languages differ just in region.
func match(list string) (string, bool) {
	tags, _, err := language.ParseAcceptLanguage(list)
	if err != nil {
		return "", false
	}
	for _, tag := range tags {
		if lang, ok := withBase(tag); ok {
			return lang, true
		}
	}
	return "", false
}

// withBase returns the first of Languages with the primary language of the tag.
func withBase(tag language.Tag) (string, bool) {
	wanted, confidence := tag.Base()
	if confidence == language.No {
		return "", false
	}
	for _, lang := range Languages() {
		if base, _ := language.Make(lang).Base(); base == wanted {
			return lang, true
		}
	}
	return "", false
}
