//go:build e2e

package e2e_test

import (
	"fmt"
	"testing"
)

// TestConsoleLook checks every page of the console in light and dark, on desktop and
// mobile.
func TestConsoleLook(t *testing.T) {
	t.Parallel()
	needNode(t) // axe-core is one of the clients' packages
	for _, width := range []int64{wide, narrow} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			b := s.operator(t, "root", "admin")
			b.resize(width)
			for _, screen := range consoleScreens(t, s) {
				b.prefer("light")
				screen.show(b)
				verifyLoad(b)
				verifyNoFrame(b)
				verifyLook(b, screen.name, width, "light")
				b.prefer("dark")
				verifyLook(b, screen.name, width, "dark")
			}
		})
	}
}

// TestConsoleLookInChinese checks the same pages in Chinese.
func TestConsoleLookInChinese(t *testing.T) {
	t.Parallel()
	needNode(t)
	s := newSite(t)
	b := s.operator(t, "root", "admin")
	b.prefer("light")
	b.open(s.url + "/console?lang=zh-CN")
	for _, screen := range consoleScreens(t, s) {
		b.resize(wide)
		screen.show(b)
		b.see("html[lang=zh-CN]")
		verifyLook(b, screen.name+"-zh-CN", wide, "light")
		b.resize(narrow)
		b.screenshot(screen.name + "-zh-CN-390-light")
		verifyNoSidewaysScroll(b)
	}
}
