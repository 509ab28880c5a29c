package component

import (
	"context"

	"portico/locales"
)

// languageName is the name of a language in that language.
func languageName(ctx context.Context, lang string) string {
	return locales.T(locales.WithLanguage(ctx, lang), "component.language.name")
}
