//go:build e2e

package e2e_test

import (
	"fmt"
	"testing"
)

// TestConsoleLook looks at every page of the console in light and dark, on a
// desk and on a phone.
func TestConsoleLook(t *testing.T) {
	t.Parallel()
	needNode(t) // axe-core is one of the clients' packages
	s := newSite(t)
	for _, width := range []int64{wide, narrow} {
		b := s.operator(t, fmt.Sprintf("root%d", width), "admin")
		b.resize(width)
		for _, screen := range consoleScreens(t, s) {
			b.prefer("light")
			screen.show(b)
			verifyLoad(b)
			verifyNoFrame(b)
			verifyLook(b, screen.name, width, "light")
			b.prefer("dark")
			if width == wide { // colours do not depend on the width
				verifyAccessible(b)
			}
			verifyFits(b, screen.name, width, "dark")
		}
	}
}

// TestConsoleLookInChinese looks whether the same pages fit on a phone in the
// other language; what axe says of them does not depend on it.
func TestConsoleLookInChinese(t *testing.T) {
	t.Parallel()
	needNode(t)
	s := newSite(t)
	b := s.operator(t, "root", "admin")
	b.prefer("light")
	b.resize(narrow)
	b.open(s.url + "/console?lang=zh-CN")
	for _, screen := range consoleScreens(t, s) {
		screen.show(b)
		b.see("html[lang=zh-CN]")
		verifyFits(b, screen.name+"-zh-CN", narrow, "light")
	}
}
