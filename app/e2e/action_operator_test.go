//go:build e2e

package e2e_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// said returns what the program has printed so far, up to its last line.
func (s *site) said(t *testing.T) string {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		text, err := os.ReadFile(s.printed)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "Discovery") {
			return string(text)
		}
		if time.Now().After(deadline) {
			t.Fatalf("the program has printed %q", text)
		}
	}
}

// setUpLink returns the setup link for the first operator, as printed by the program.
func (s *site) setUpLink(t *testing.T) string {
	t.Helper()
	link := regexp.MustCompile(`http://\S+/welcome\?token=\S+`).FindString(s.said(t))
	if link == "" {
		t.Fatalf("no link for the first operator in:\n%s", s.said(t))
	}
	return link
}

// welcome accepts a link and waits for the console.
func (b *tab) welcome(link, username string) {
	b.t.Helper()
	b.open(link)
	b.typeInto("#username", username)
	b.typeInto("#newPassword", password)
	b.submit("#welcome-form button[type=submit]")
	b.see("[data-page=start-page]")
}

// operator creates an operator with a role and signs them in, in a new browser.
func (s *site) operator(t *testing.T, username, role string) *tab {
	t.Helper()
	s.command(t, password, "admin", "create", "--username", username, "--role", role, "--password-stdin")
	b := newTab(t, s)
	b.open(s.url + "/console")
	b.signIn(username, password)
	b.see("[data-page=start-page]")
	return b
}
