package consent

import (
	"context"

	"portico/locales"
	"portico/views/component"
	"portico/views/layout"
)

func (p ConsentProps) title(ctx context.Context) string {
	return locales.T(ctx, "consent.page.title", locales.Data{"Application": component.Isolated(p.Application), "Brand": layout.BrandingOf(ctx).Name})
}

// legal has a slot for each of the two URLs that are set.
func (p ConsentProps) legal(ctx context.Context) string {
	data := locales.Data{"Application": component.Isolated(p.Application), "Terms": component.Slot(0), "Privacy": component.Slot(1)}
	switch {
	case p.PrivacyURL == "":
		return locales.T(ctx, "consent.legal.terms", data)
	case p.TermsURL == "":
		return locales.T(ctx, "consent.legal.privacy", data)
	}
	return locales.T(ctx, "consent.legal.both", data)
}
