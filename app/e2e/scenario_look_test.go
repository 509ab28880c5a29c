//go:build e2e

package e2e_test

import (
	"fmt"
	"testing"
)

// TestLook looks at every page in light and dark, on a desk and on a phone.
func TestLook(t *testing.T) {
	t.Parallel()
	needNode(t) // axe-core is one of the clients' packages
	s := sharedSite(t)
	for _, screen := range screens(t, s, "Photo Shop", "look") {
		for _, width := range []int64{wide, narrow} {
			t.Run(fmt.Sprintf("%s %d", screen.name, width), func(t *testing.T) {
				t.Parallel()
				b := newTab(t, s, screen.origin)
				b.resize(width)
				b.prefer("light")
				screen.show(b)
				verifyLoad(b)
				verifyNoFrame(b)
				verifyLook(b, screen.name, width, "light")
				b.prefer("dark")
				verifyLook(b, screen.name, width, "dark")
			})
		}
	}
}

func verifyLook(b *tab, name string, width int64, scheme string) {
	b.t.Helper()
	b.screenshot(fmt.Sprintf("%s-%d-%s", name, width, scheme))
	verifyScheme(b, scheme)
	verifyNoSidewaysScroll(b)
	verifyAccessible(b)
}
