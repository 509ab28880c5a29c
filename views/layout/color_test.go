package layout_test

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"portico/views/layout"
)

func TestOnColor(t *testing.T) {
	tests := []struct{ name, surface, want string }{
		{"violet gets white", "#6139f6", "#ffffff"},
		{"black gets white", "#000000", "#ffffff"},
		{"white gets the soft black", "#ffffff", "#17171c"},
		{"yellow gets the soft black", "#FFD400", "#17171c"},
		{"where white just fails pure black is left", "#777777", "#000000"},
		{"no colour", "red", "#ffffff"},
		{"no colour with a hash", "#12345", "#ffffff"},
		{"script is not a color", "#fff}</s", "#ffffff"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := layout.OnColor(test.surface); got != test.want {
				t.Errorf("OnColor(%q) = %q, want %q", test.surface, got, test.want)
			}
		})
	}
}

// Whatever color a tenant picks, text on it meets WCAG AA.
func TestOnColorIsReadableOnEveryColor(t *testing.T) {
	for r := 0; r < 256; r += 15 {
		for g := 0; g < 256; g += 15 {
			for b := 0; b < 256; b += 15 {
				surface := fmt.Sprintf("#%02x%02x%02x", r, g, b)
				if ratio := contrast(t, surface, layout.OnColor(surface)); ratio < 4.5 {
					t.Fatalf("contrast on %s is %.2f", surface, ratio)
				}
			}
		}
	}
}

// contrast is computed independently of the code under test.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(t *testing.T, color string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(color[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(n>>(16-8*i)&0xff) / 255
		if v <= 0.03928 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}
