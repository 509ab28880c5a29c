package experience

import (
	"context"

	"portico/locales"
	"portico/views/component"
	"portico/views/layout"
)

// agreementText has a slot for each of the two URLs that are set.
func agreementText(ctx context.Context, b layout.Branding) string {
	slots := locales.Data{"Terms": component.Slot(0), "Privacy": component.Slot(1)}
	switch {
	case b.PrivacyURL == "":
		return locales.T(ctx, "experience.register.agreeTerms", slots)
	case b.TermsURL == "":
		return locales.T(ctx, "experience.register.agreePrivacy", slots)
	}
	return locales.T(ctx, "experience.register.agreeBoth", slots)
}
