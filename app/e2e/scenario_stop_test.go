//go:build e2e

package e2e_test

import "testing"

// A supervisor sees that the program stopped cleanly, and earlier changes are there after
// the next start.
func TestStopsWhenAsked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	app := s.addApplication(t, "Stop", "SPA", callbackURI)
	mustCode(t, loadState)(mustVisitor(t, s).signUp(loadAuthorization(s, app), "vera"))
	if err := s.stop(); err != nil {
		t.Fatalf("stop: %v\n%s", err, s.log)
	}
	if err := s.start(); err != nil {
		t.Fatalf("start again: %v", err)
	}
	mustCode(t, loadState)(mustVisitor(t, s).signIn(loadAuthorization(s, app), "vera"))
}
