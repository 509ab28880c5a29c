package layout

// OnColor returns the color, as "#rrggbb", of text that is readable on a
// surface of this color. If surface is not "#rrggbb", it returns white.
func OnColor(surface string) string {
	color, ok := parseColor(surface)
	if !ok {
		return "#ffffff"
	}
	return onColor(color).String()
}
