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

// Match chooses one of Languages: the first that uiLocales ask for (OpenID
// Connect Core 1.0, section 3.1.2.1), else the one that the browser prefers
// (the Accept-Language header, RFC 9110, section 12.5.4), else fallback. All
// kinds of Chinese get the Chinese that there is.
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

// match finds the language for a list of tags in the form of Accept-Language.
// It goes by the primary language only and in the order asked, because with a
// text for every language of ours a region never decides.
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

// withBase finds the first of Languages whose primary language is the tag's.
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
