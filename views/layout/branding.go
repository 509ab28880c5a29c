package layout

import "github.com/a-h/templ"

// Branding is whose pages these are.
type Branding struct {
	Name string
	// Color is the primary colour as "#rrggbb"; anything else stands for the
	// product's own.
	Color string
	// TermsURL and PrivacyURL are http or https addresses; "" when there is none.
	TermsURL   string
	PrivacyURL string
}

// The surfaces on which brand-coloured words stand, as in css/role.css.
const (
	lightSurface = "#ffffff"
	darkSurface  = "#1d1e26"
)

const defaultColor = "#6139f6"

// style declares the brand's colours for the style sheet. It holds colours
// that were computed here only, never a text of the tenant's.
func (b Branding) style(nonce string) templ.Component {
	color, ok := parseColor(b.Color)
	if !ok {
		color, _ = parseColor(defaultColor)
	}
	on := onColor(color)
	css := "--brand:" + color.String() +
		";--on-brand:" + on.String() +
		";--off-brand:" + on.opposite().String() +
		";--brand-text-light:" + color.readableOn(lightSurface).String() +
		";--brand-text-dark:" + color.readableOn(darkSurface).String()
	return templ.Raw(`<style nonce="` + templ.EscapeString(nonce) + `">:root{` + css + `}</style>`)
}
