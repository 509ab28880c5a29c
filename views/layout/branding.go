package layout

import "github.com/a-h/templ"

// Branding is the brand of the pages.
type Branding struct {
	Name string
	// Color is the primary color as "#rrggbb"; anything else means the product's
	// own.
	Color string
	// TermsURL and PrivacyURL are http or https URLs; "" for none.
	TermsURL   string
	PrivacyURL string
}

// The worst-case backgrounds for brand-colored text: the darkest light and the
// lightest dark surface in css/role.css.
const (
	lightSurface = "#f3f2ef"
	darkSurface  = "#24252c"
)

const defaultColor = "#6139f6"

// style declares the brand's colors for the style sheet. It only contains colors
// computed here, never the tenant's own text.
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

// declare sets the color of a role in light and dark mode.
func declare(role string, light, dark rgb) string {
	return role + ":light-dark(" + light.String() + "," + dark.String() + ");"
}
