package authorize_test

import (
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// A sign-in to a first-party application takes as many statements as it did before there
// was consent.
func TestStatementsOfFirstPartySignIn(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	client := p.Client(models.ApplicationTraditional)
	steps := map[string]int{}
	for range 2 { // the first fills the caches
		b := p.Browser()
		step := func(name string, work func() *servertest.Response) (answer *servertest.Response) {
			steps[name] = p.Statements(func() { answer = work() })
			return answer
		}
		page := step("request", func() *servertest.Response { return b.Get(client.AuthorizeURL(nil)) })
		answer := step("password", func() *servertest.Response { return b.SignIn(page, "alice", servertest.Password) })
		code := answer.Redirect().Query().Get("code")
		step("code", func() *servertest.Response { return p.Exchange(client, code, nil) })
		answer = step("again", func() *servertest.Response { return b.Get(client.AuthorizeURL(nil)) })
		if code == "" || answer.Redirect().Query().Get("code") == "" {
			t.Fatal("no code")
		}
	}
	for name, most := range map[string]int{"request": 5, "password": 20, "code": 9, "again": 7} {
		if steps[name] > most {
			t.Errorf("%s: %d statements, at most %d", name, steps[name], most)
		}
	}
}
