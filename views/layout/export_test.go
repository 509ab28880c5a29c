package layout

// OnColor returns the colour, as "#rrggbb", of text that is readable on a
// surface of this colour. For what is no "#rrggbb" it returns white.
func OnColor(surface string) string {
	color, ok := parseColor(surface)
	if !ok {
		return "#ffffff"
	}
	return onColor(color).String()
}
