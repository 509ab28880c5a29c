package layout

import (
	"fmt"
	"math"
	"strconv"
)

// readable is the contrast that text needs (WCAG 2.2, success criterion 1.4.3, level AA).
const readable = 4.5

// The minimum contrasts at which a button stands out from its card. The formula
// understates differences between dark colors, hence the higher value there.
const (
	apartInLight = 1.2
	apartInDark  = 1.6
)

// rgb is an sRGB colour.
type rgb struct{ r, g, b uint8 }

// onColor prefers white, then a soft black; pure black is readable wherever
// white is not.
func onColor(surface rgb) rgb {
	for _, text := range []rgb{{255, 255, 255}, {23, 23, 28}} {
		if contrast(text, surface) >= readable {
			return text
		}
	}
	return rgb{0, 0, 0}
}

func parseColor(s string) (rgb, bool) {
	if len(s) != 7 || s[0] != '#' {
		return rgb{}, false
	}
	n, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return rgb{}, false
	}
	return rgb{uint8(n >> 16), uint8(n >> 8), uint8(n)}, true
}

// String is the colour as "#rrggbb".
func (c rgb) String() string { return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b) }

// apartFrom is the color nearest to c, towards black or white, that has
// the given contrast, at most readable, to a surface.
func (c rgb) apartFrom(surface string, ratio float64) rgb {
	ground, _ := parseColor(surface)
	end := ground.opposite()
	for step := 0.0; step < 1; step += 0.04 {
		if mixed := c.mix(end, step); contrast(mixed, ground) >= ratio {
			return mixed
		}
	}
	return end
}

// opposite is black for a light colour and white for a dark one.
func (c rgb) opposite() rgb {
	if c.luminance() > 0.5 {
		return rgb{0, 0, 0}
	}
	return rgb{255, 255, 255}
}

// mix interpolates between c and other; share is 0 to 1.
func (c rgb) mix(other rgb, share float64) rgb {
	between := func(from, to uint8) uint8 {
		return uint8(math.Round(float64(from) + (float64(to)-float64(from))*share))
	}
	return rgb{between(c.r, other.r), between(c.g, other.g), between(c.b, other.b)}
}

// contrast is the contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
func contrast(a, b rgb) float64 {
	lighter, darker := a.luminance(), b.luminance()
	if lighter < darker {
		lighter, darker = darker, lighter
	}
	return (lighter + 0.05) / (darker + 0.05)
}

// luminance is the relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").
func (c rgb) luminance() float64 {
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}

// linear undoes the gamma of one channel.
func linear(channel uint8) float64 {
	s := float64(channel) / 255
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}
