package layout

import (
	"context"
	"strings"
)

// documentTitle names the page first and whose it is after it, unless the page says that itself.
func documentTitle(ctx context.Context, title string) string {
	brand := BrandingOf(ctx).Name
	if brand == "" || strings.Contains(title, brand) {
		return title
	}
	return title + " · " + brand
}
