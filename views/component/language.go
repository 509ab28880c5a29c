package component

import (
	"context"

	"portico/locales"
)

// languageName is what a language calls itself.
func languageName(ctx context.Context, lang string) string {
	return locales.T(locales.WithLanguage(ctx, lang), "component.language.name")
}
