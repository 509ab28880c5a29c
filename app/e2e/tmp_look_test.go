//go:build e2e

package e2e_test

import ("testing";"fmt")

func TestTmpLook(t *testing.T) {
	needNode(t)
	s := newSite(t)
	s.command(t, "", "seed", "--people")
	b := s.operator(t, "root", "admin")
	for _, width := range []int64{wide, narrow} {
		b.resize(width)
		for _, screen := range scriptScreens() {
			t.Log(screen.name, fmt.Sprint(width))
			b.prefer("light")
			screen.show(b)
			verifyLoad(b)
			verifyLook(b, screen.name, width, "light")
			b.prefer("dark")
			verifyLook(b, screen.name, width, "dark")
		}
	}
}
