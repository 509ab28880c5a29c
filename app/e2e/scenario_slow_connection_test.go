//go:build e2e

package e2e_test

import "testing"

// Fonts and scripts arrive late, and what was drawn without them does not move: the pages
// for sign-in and sign-up, and the console's forms and lists, whose columns are as wide
// as their words.
func TestSlowConnection(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, screen := range screens(t, s, "Photo Shop", "slow")[:4] {
		b := newTab(t, s, screen.origin)
		b.slowDown()
		screen.show(b)
		verifyStill(b)
	}
	b := s.operator(t, "root", "admin")
	b.slowDown()
	for _, screen := range consoleScreens(t, s)[:14] {
		screen.show(b)
		verifyStill(b)
	}
}
