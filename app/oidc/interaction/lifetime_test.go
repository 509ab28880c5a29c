package interaction_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"portico/app/oidc/interaction"
	"portico/app/server/servertest"
	"portico/models"
)

func TestInteractionIsOneBrowsers(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	mine := p.Browser()
	answer := mine.Get(c.AuthorizeURL(nil))
	id := interactionOf(t, answer)
	other := p.Browser()
	own := other.Get(c.AuthorizeURL(nil))
	t.Run("another browser cannot see it", func(t *testing.T) {
		for _, address := range []string{"/sign-in", "/register", "/consent", "/oidc/auth/" + id} {
			got := other.Get(address + "?interaction=" + id)
			wantAt(t, got, unknownPage)
			if got.StatusCode != http.StatusBadRequest || strings.Contains(got.Text, c.ID) {
				t.Errorf("%s: %d %s", address, got.StatusCode, got.Text)
			}
		}
	})
	t.Run("another browser cannot act on it", func(t *testing.T) {
		_, fields := own.Form("sign-in-form")
		fields.Set("identifier", "alice")
		fields.Set("password", servertest.Password)
		wantAt(t, other.Post("/sign-in?interaction="+id, fields), unknownPage)
		if other.Cookie("_session") != "" {
			t.Error("the other browser is signed in")
		}
	})
	t.Run("it continues in its own browser", func(t *testing.T) {
		wantCode(t, mine.SignIn(answer, "alice", servertest.Password))
	})
}

func TestInteractionIsAnsweredOnce(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	b := p.Browser()
	answer := b.Get(c.AuthorizeURL(nil))
	id := interactionOf(t, answer)
	wantCode(t, b.SignIn(answer, "alice", servertest.Password))
	for _, address := range []string{"/oidc/auth/" + id, "/sign-in?interaction=" + id, "/register?interaction=" + id, "/consent?interaction=" + id} {
		wantAt(t, b.Get(address), unknownPage)
	}
	wantAt(t, b.SignIn(answer, "alice", servertest.Password), unknownPage)
}

func TestInteractionIsAnsweredOnceConcurrently(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	b := p.Browser()
	p.Code(b, c, "alice", nil)
	answer := b.Get(c.AuthorizeURL(servertest.Params{"prompt": "select_account"}))
	_, fields := answer.Form("continue-form")
	fields.Set("action", "continue")
	id := interactionOf(t, answer)
	chosen := b.Send(request(http.MethodPost, "/sign-in?interaction="+id, fields.Encode()))
	if chosen.StatusCode != http.StatusSeeOther {
		t.Fatalf("choose: %d %s", chosen.StatusCode, chosen.Text)
	}
	var wait sync.WaitGroup
	locations := make(chan string, 6)
	for range cap(locations) {
		wait.Go(func() { locations <- b.Visit("/oidc/auth/" + id).Header.Get("Location") })
	}
	wait.Wait()
	close(locations)
	codes := 0
	for location := range locations {
		if strings.Contains(location, "code=") {
			codes++
		}
	}
	if codes != 1 {
		t.Errorf("%d codes of one interaction", codes)
	}
}

func request(method, address, body string) *http.Request {
	r, _ := http.NewRequest(method, servertest.Endpoint+address, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// Declining answers the interaction.
func TestDeclinedInteractionHasEnded(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional, thirdParty)
	b := p.Browser()
	answer := b.SignIn(b.Get(c.AuthorizeURL(nil)), "alice", servertest.Password)
	wantAt(t, answer, consentPage)
	wantError(t, b.Submit(answer, "consent-form", map[string]string{"action": "cancel"}), "access_denied")
	wantAt(t, b.Submit(answer, "consent-form", map[string]string{"action": "authorize"}), unknownPage)
}

func TestSideBySide(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	first, second := p.Client(models.ApplicationTraditional), p.Client(models.ApplicationTraditional)
	b := p.Browser()
	one, two := b.Get(first.AuthorizeURL(nil)), b.Get(second.AuthorizeURL(nil))
	code := wantCode(t, b.SignIn(one, "alice", servertest.Password))
	if answer := p.Exchange(first, code, nil); answer.StatusCode != http.StatusOK {
		t.Errorf("first: %d %s", answer.StatusCode, answer.Text)
	}
	code = wantCode(t, b.SignIn(two, "alice", servertest.Password))
	if answer := p.Exchange(second, code, nil); answer.StatusCode != http.StatusOK {
		t.Errorf("second: %d %s", answer.StatusCode, answer.Text)
	}
}

// With nine tabs, the oldest request is forgotten and the others continue.
func TestManySideBySide(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	b := p.Browser()
	var pages []*servertest.Response
	for range 9 {
		pages = append(pages, b.Get(c.AuthorizeURL(nil)))
	}
	wantAt(t, b.Get("/sign-in?interaction="+interactionOf(t, pages[0])), unknownPage)
	wantAt(t, b.Get("/sign-in?interaction="+interactionOf(t, pages[1])), signInPage)
	wantCode(t, b.SignIn(pages[8], "alice", servertest.Password))
}

var continueLink = regexp.MustCompile(`href="(/oidc/auth\?[^"]*)"`)

func TestInteractionRunsOut(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	p.GrantScopes(alice.ID, "https://a.test", "read")
	p.GrantScopes(alice.ID, "https://b.test", "write")
	c := p.Client(models.ApplicationTraditional)
	b := p.Browser()
	change := servertest.Params{"state": `a&b="c"`, "scope": "openid read write", "resource": "https://a.test,https://b.test"}
	answer := b.Get(c.AuthorizeURL(change))
	id := interactionOf(t, answer)
	p.Advance(59 * time.Minute)
	wantAt(t, b.Get("/sign-in?interaction="+id), signInPage)
	p.Advance(time.Minute)
	for _, late := range []*servertest.Response{
		b.Get("/sign-in?interaction=" + id), b.Get("/oidc/auth/" + id), b.SignIn(answer, "alice", servertest.Password),
	} {
		wantAt(t, late, unknownPage)
		if late.StatusCode != http.StatusBadRequest {
			t.Errorf("got %d", late.StatusCode)
		}
	}
	late := b.Get("/sign-in?interaction=" + id)
	link := continueLink.FindStringSubmatch(late.Text)
	if link == nil {
		t.Fatalf("no way to continue: %s", late.Text)
	}
	again := b.Get(html.UnescapeString(link[1]))
	wantAt(t, again, signInPage)
	query := answered(t, b.SignIn(again, "alice", servertest.Password))
	if query.Get("state") != `a&b="c"` {
		t.Errorf("state is %q", query.Get("state"))
	}
	grants, err := p.Records().Grants.ListGiven(t.Context(), alice.ID, c.ID, p.Now().UnixMilli())
	if err != nil || len(grants) != 1 || grants[0].Scope != "openid read write" || len(grants[0].Resources) != 2 {
		t.Errorf("granted: %+v, %v", grants, err)
	}
}

// The browser must still have its token when the user comes back late.
func TestCookieOutlivesInteraction(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationTraditional)
	for _, cookie := range p.Browser().Visit(c.AuthorizeURL(nil)).Cookies() {
		if cookie.Name == "_interaction" {
			if life := time.Duration(cookie.MaxAge) * time.Second; life <= interaction.TTL {
				t.Errorf("the cookie lasts %s, the interaction %s", life, interaction.TTL)
			}
			return
		}
	}
	t.Error("no cookie")
}
