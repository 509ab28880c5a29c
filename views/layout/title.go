package layout

import (
	"context"
	"strings"
)

// documentTitle is the page's title followed by the brand, unless the title contains it.
func documentTitle(ctx context.Context, title string) string {
	brand := BrandingOf(ctx).Name
	if brand == "" || strings.Contains(title, brand) {
		return title
	}
	return title + " · " + brand
}
