package invitation_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

// link invites by mail, with roles, and returns the path of the link.
func (s *site) link(t *testing.T, invitee string) string {
	t.Helper()
	s.invite(t, invitee, s.roles(s.buyer)+`,"messagePayload":{}`)
	return "/invitation/" + linkIn(t, s.mail.Last())
}

// at expects a browser on the page with this id.
func at(t *testing.T, page *servertest.Response, status int, id string) *servertest.Response {
	t.Helper()
	if page.StatusCode != status || !strings.Contains(page.Text, `id="`+id+`"`) {
		t.Fatalf("got %d at %s, want %d and %s: %s", page.StatusCode, page.Request.URL, status, id, page.Text)
	}
	return page
}

// follow opens a link on a page.
func follow(t *testing.T, b *servertest.Browser, page *servertest.Response, path string) *servertest.Response {
	t.Helper()
	if !strings.Contains(page.Text, `href="`+path) {
		t.Fatalf("no link to %s: %s", path, page.Text)
	}
	return b.Get(path)
}

// A new user creates an account and joins; the link has verified the address.
func TestNewcomerJoins(t *testing.T) {
	s := newSite(t).withMail(t)
	link := s.link(t, "New@example.com")
	b := s.Browser()
	page := at(t, b.Get(link), 200, "invitation-page")
	for _, want := range []string{"Join Acme &amp; Sons", "new@example.com", "buyer"} {
		if !strings.Contains(page.Text, want) {
			t.Errorf("the page does not show %q", want)
		}
	}
	if page.Header.Get("Referrer-Policy") != "no-referrer" || page.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("header: %v", page.Header)
	}
	token := strings.TrimPrefix(link, "/invitation/")
	page = at(t, follow(t, b, page, "/register?invitation="+token), 200, "register-form")
	page = at(t, b.Submit(page, "register-form", map[string]string{"identifier": "newcomer", "newPassword": servertest.Password}), 200, "join-form")
	if !strings.Contains(page.Text, "Join as newcomer") {
		t.Errorf("page: %s", page.Text)
	}
	at(t, b.Submit(page, "join-form", nil), 200, "invitation-joined-page")

	user, err := s.Records().Users.ByUsername(t.Context(), "newcomer")
	if err != nil || user.EmailKey == nil || *user.EmailKey != "new@example.com" || user.EmailVerifiedAt == 0 {
		t.Errorf("got %+v, %v", user, err)
	}
	if roles, isMember := s.member(t, user.ID); !isMember || strings.Join(roles, "") != "buyer" {
		t.Errorf("member: %v with %v", isMember, roles)
	}
	at(t, b.Get(link), 200, "invitation-joined-page")
	at(t, s.Browser().Get(link), 404, "invitation-ended-page")
}

// A user with an account signs in and returns; their address may be unverified before.
func TestMemberOfTheServiceJoins(t *testing.T) {
	s := newSite(t).withMail(t)
	ann := s.User("ann")
	ann.EmailVerifiedAt = 0
	if err := s.Records().Users.Update(t.Context(), ann); err != nil {
		t.Fatal(err)
	}
	link := s.link(t, "ANN@example.com")
	token := strings.TrimPrefix(link, "/invitation/")
	b := s.Browser()
	page := follow(t, b, b.Get(link), "/sign-in?invitation="+token)
	wrong := b.Submit(page, "sign-in-form", map[string]string{"identifier": "ann", "password": "wrong"})
	at(t, wrong, 400, "sign-in-form")
	page = at(t, b.Submit(wrong, "sign-in-form", map[string]string{"identifier": "ann", "password": servertest.Password}), 200, "join-form")
	at(t, b.Submit(page, "join-form", nil), 200, "invitation-joined-page")
	after, err := s.Records().Users.Get(t.Context(), ann.ID)
	if _, isMember := s.member(t, ann.ID); err != nil || !isMember || after.EmailVerifiedAt == 0 {
		t.Errorf("member %v, %+v, %v", isMember, after, err)
	}
}

// signIn opens a browser in which a user has opened a link.
func (s *site) signIn(t *testing.T, link, username string) (*servertest.Browser, *servertest.Response) {
	t.Helper()
	b := s.Browser()
	page := b.Get("/sign-in?invitation=" + strings.TrimPrefix(link, "/invitation/"))
	return b, b.Submit(page, "sign-in-form", map[string]string{"identifier": username, "password": servertest.Password})
}

// Anyone can have the link, but only the invited address can accept.
func TestAccountWithAnotherAddress(t *testing.T) {
	s := newSite(t).withMail(t)
	bob := s.User("bob")
	link := s.link(t, "ann@example.com")
	token := strings.TrimPrefix(link, "/invitation/")
	b, page := s.signIn(t, link, "bob")
	at(t, page, 200, "join-obstacle")
	if strings.Contains(page.Text, "join-form") || !strings.Contains(page.Text, "/sign-in?invitation="+token) {
		t.Errorf("page: %s", page.Text)
	}
	// A form that was opened before, or one that was forged.
	_, csrf := s.signInFormOf(t, b, token)
	refused := b.Post(link, url.Values{"csrf": {csrf}})
	at(t, refused, 422, "join-obstacle")
	if _, isMember := s.member(t, bob.ID); isMember {
		t.Error("bob is a member")
	}
	if after, err := s.Records().Users.Get(t.Context(), bob.ID); err != nil || *after.EmailKey != "bob@example.com" {
		t.Errorf("got %+v, %v", after, err)
	}
	// The way to continue.
	s.User("ann")
	page = b.Submit(b.Get("/sign-in?invitation="+token), "sign-in-form", map[string]string{"identifier": "ann", "password": servertest.Password})
	at(t, b.Submit(at(t, page, 200, "join-form"), "join-form", nil), 200, "invitation-joined-page")
}

// signInFormOf reads a form's token.
func (s *site) signInFormOf(t *testing.T, b *servertest.Browser, token string) (string, string) {
	t.Helper()
	action, fields := b.Get("/sign-in?invitation=" + token).Form("sign-in-form")
	return action, fields.Get("csrf")
}

func TestAddressOfAnotherUser(t *testing.T) {
	s := newSite(t).withMail(t)
	s.User("ann")
	bare := s.bare(t, "bare")
	link := s.link(t, "ann@example.com")
	_, page := s.signIn(t, link, "bare")
	at(t, page, 200, "join-obstacle")
	if _, err := s.Invitations.Accept(t.Context(), s.Records(), strings.TrimPrefix(link, "/invitation/"), bare.ID); err == nil {
		t.Error("another user's address was taken")
	}
	if after, err := s.Records().Users.Get(t.Context(), bare.ID); err != nil || after.EmailKey != nil {
		t.Errorf("got %+v, %v", after, err)
	}
}

// All unusable links look the same.
func TestLinksThatEnd(t *testing.T) {
	s := newSite(t).withMail(t)
	ended := at(t, s.Browser().Get("/invitation/"+models.NewToken()), 404, "invitation-ended-page").Text
	alike := func(t *testing.T, link string) {
		t.Helper()
		got := at(t, s.Browser().Get(link), 404, "invitation-ended-page").Text
		if without(got) != without(ended) {
			t.Errorf("another page: %s", got)
		}
		at(t, s.Browser().Get("/sign-in?invitation="+strings.TrimPrefix(link, "/invitation/")), 404, "error-page")
	}
	t.Run("malformed", func(t *testing.T) {
		for _, token := range []string{"x", "..%2f..%2fsign-in", "%00", "%ff", strings.Repeat("a", 3000)} {
			alike(t, "/invitation/"+token)
		}
	})
	t.Run("revoked", func(t *testing.T) {
		link := s.link(t, "a@example.com")
		id := text(s.List(t, "/organization-invitations?invitee=a%40example.com")[0].(servertest.Object)["id"])
		s.Call(t, "PUT", "/organization-invitations/"+id+"/status", `{"status":"Revoked"}`, 200)
		alike(t, link)
	})
	t.Run("deleted", func(t *testing.T) {
		link := s.link(t, "b@example.com")
		id := text(s.List(t, "/organization-invitations?invitee=b%40example.com")[0].(servertest.Object)["id"])
		s.Call(t, "DELETE", "/organization-invitations/"+id, "", 204)
		alike(t, link)
	})
	t.Run("of another tenant", func(t *testing.T) {
		link := s.link(t, "d@example.com")
		at(t, s.Browser().Get("/t/admin"+link), 404, "invitation-ended-page")
	})
	t.Run("expired", func(t *testing.T) {
		link := s.link(t, "c@example.com")
		s.User("late")
		b, page := s.signIn(t, link, "late")
		s.Advance(2 * time.Hour)
		alike(t, link)
		_ = page
		at(t, b.Get(link), 404, "invitation-ended-page")
	})
}

// without removes what differs in every response.
func without(page string) string {
	for _, from := range []string{`nonce="`, `name="csrf" value="`} {
		for {
			before, rest, isPresent := strings.Cut(page, from)
			if !isPresent {
				break
			}
			_, after, _ := strings.Cut(rest, `"`)
			page = before + after
		}
	}
	return page
}

// A forged form changes nothing.
func TestForgery(t *testing.T) {
	s := newSite(t).withMail(t)
	s.bare(t, "victim")
	link := s.link(t, "victim@example.com")
	b, page := s.signIn(t, link, "victim")
	at(t, page, 200, "join-form")
	forged := b.Post(link, url.Values{"csrf": {"guess"}})
	if forged.StatusCode != http.StatusForbidden {
		t.Errorf("got %d", forged.StatusCode)
	}
	if found := s.List(t, "/organization-invitations?invitee=victim%40example.com"); found[0].(servertest.Object)["status"] != "Pending" {
		t.Errorf("got %v", found)
	}
}

// If sign-up is closed, an invitation does not open it.
func TestClosedService(t *testing.T) {
	s := newSite(t).withMail(t)
	s.Configure(func(settings *models.TenantSettings) { settings.SignInMode = models.SignInOnly })
	link := s.link(t, "ann@example.com")
	b := s.Browser()
	if page := b.Get(link); strings.Contains(page.Text, "/register") || !strings.Contains(page.Text, "/sign-in?invitation=") {
		t.Errorf("page: %s", page.Text)
	}
	token := strings.TrimPrefix(link, "/invitation/")
	at(t, b.Get("/register?invitation="+token), 200, "sign-in-form")
	_, csrf := s.signInFormOf(t, b, token)
	answer := b.Post("/register?invitation="+token, url.Values{"csrf": {csrf}, "identifier": {"eve"}, "newPassword": {servertest.Password}})
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("got %d", answer.StatusCode)
	}
}
