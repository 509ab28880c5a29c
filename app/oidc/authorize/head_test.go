package authorize_test

import (
	"net/http"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// A HEAD request gets no code, signed in or not.
func TestHeadIssuesNothing(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	b := p.Browser()
	p.Code(b, c, "alice", nil)
	request, err := http.NewRequest(http.MethodHead, servertest.Endpoint+c.AuthorizeURL(nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	answer := b.Send(request)
	if answer.StatusCode != http.StatusMethodNotAllowed || answer.Header.Get("Location") != "" {
		t.Errorf("HEAD: %d to %q", answer.StatusCode, answer.Header.Get("Location"))
	}
}

// A third-party application gets no access to an API that nobody consented to.
func TestThirdPartyResources(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	p.GrantScopes(alice.ID, "https://shop.example/api", "read")
	c := p.Client(models.ApplicationTraditional, func(r *servertest.Registration) { r.IsThirdParty = true })
	answer := p.Browser().Get(c.AuthorizeURL(servertest.Params{"resource": "https://shop.example/api", "scope": "openid read"}))
	if got := answer.Redirect().Query().Get("error"); got != "invalid_target" {
		t.Errorf("error %q, want invalid_target", got)
	}
}
