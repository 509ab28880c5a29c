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

// The least favourable surfaces on which brand-coloured words stand: the
// darkest of the light and the lightest of the dark ones in css/role.css.
const (
	lightSurface = "#f3f2ef"
	darkSurface  = "#24252c"
)

const defaultColor = "#6139f6"

// style declares the brand's colours for the style sheet. It holds colours
// that were computed here only, never a text of the tenant's.
func (b Branding) style(nonce string) templ.Component {
	color, ok := parseColor(b.Color)
	if !ok {
		color, _ = parseColor(defaultColor)
	}
	light, dark := color.apartFrom(lightSurface, apartInLight), color.apartFrom(darkSurface, apartInDark)
	css := declare("--brand", light, dark) +
		declare("--on-brand", onColor(light), onColor(dark)) +
		declare("--off-brand", onColor(light).opposite(), onColor(dark).opposite()) +
		declare("--accent", color.apartFrom(lightSurface, readable), color.apartFrom(darkSurface, readable))
	return templ.Raw(`<style nonce="` + templ.EscapeString(nonce) + `">:root{` + css + `}</style>`)
}

// declare gives a role its colour in the light and in the dark.
func declare(role string, light, dark rgb) string {
	return role + ":light-dark(" + light.String() + "," + dark.String() + ");"
}
