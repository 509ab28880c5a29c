package consent_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

const asked = "openid profile email"

// world is a provider with Alice and a third-party application.
type world struct {
	*servertest.Provider
	alice  *models.User
	client *servertest.Client
}

func newWorld(t *testing.T) world {
	t.Helper()
	p := servertest.New(t)
	return world{p, p.User("alice"), p.Client(models.ApplicationTraditional, func(n *servertest.Registration) {
		n.Name, n.IsThirdParty = `Evil & <b>Sons`, true
	})}
}

// authorize returns a request for scopes without a prompt.
func (w world) authorize(change servertest.Params) string {
	params := servertest.Params{"prompt": "", "scope": asked}
	for name, value := range change {
		params[name] = value
	}
	return w.client.AuthorizeURL(params)
}

// page signs Alice in and stops at the consent page.
func (w world) page(t *testing.T, b *servertest.Browser, change servertest.Params) *servertest.Response {
	t.Helper()
	answer := b.Get(w.authorize(change))
	if strings.Contains(answer.Text, `id="sign-in-form"`) {
		answer = b.SignIn(answer, "alice", servertest.Password)
	}
	if answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, `id="consent-form"`) {
		t.Fatalf("got %d to %q: %s", answer.StatusCode, answer.Header.Get("Location"), answer.Text)
	}
	return answer
}

func press(b *servertest.Browser, page *servertest.Response, action string) *servertest.Response {
	return b.Submit(page, "consent-form", map[string]string{"action": action})
}

func answered(t *testing.T, answer *servertest.Response) url.Values {
	t.Helper()
	if !strings.HasPrefix(answer.Header.Get("Location"), servertest.RedirectURI+"?") {
		t.Fatalf("got %d to %q: %s", answer.StatusCode, answer.Header.Get("Location"), answer.Text)
	}
	return answer.Redirect().Query()
}

func (w world) grants(t *testing.T) []models.Grant {
	t.Helper()
	grants, err := w.Records().Grants.ListGiven(t.Context(), w.alice.ID, w.client.ID, w.Now().UnixMilli())
	if err != nil {
		t.Fatal(err)
	}
	return grants
}

func TestPage(t *testing.T) {
	w := newWorld(t)
	page := w.page(t, w.Browser(), servertest.Params{"scope": asked + " offline_access", "prompt": "consent"})
	t.Run("the application's name, escaped", func(t *testing.T) {
		if !strings.Contains(page.Text, "Evil &amp; &lt;b&gt;Sons") || strings.Contains(page.Text, "<b>Sons") {
			t.Error(page.Text)
		}
	})
	t.Run("what is requested", func(t *testing.T) {
		if got := strings.Count(page.Text, "grant-title"); got != 4 {
			t.Errorf("%d things are requested, not 4: %s", got, page.Text)
		}
	})
	t.Run("where the user will be sent and who they are", func(t *testing.T) {
		if !strings.Contains(page.Text, "app.example") || !strings.Contains(page.Text, "alice") {
			t.Error(page.Text)
		}
	})
	t.Run("in no frame", func(t *testing.T) {
		if !strings.Contains(page.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") || page.Header.Get("X-Frame-Options") != "DENY" {
			t.Error(page.Header)
		}
	})
}

func TestAnswers(t *testing.T) {
	w := newWorld(t)
	b := w.Browser()
	t.Run("cancel is access_denied", func(t *testing.T) {
		query := answered(t, press(b, w.page(t, b, nil), "cancel"))
		if query.Get("error") != "access_denied" || query.Get("state") != "xyz" || query.Get("iss") == "" || query.Has("code") {
			t.Errorf("got %v", query)
		}
		if len(w.grants(t)) != 0 {
			t.Error("something was granted")
		}
	})
	t.Run("unknown answers are refused", func(t *testing.T) {
		page := w.page(t, b, nil)
		for _, action := range []string{"", "yes", "Authorize"} {
			if answer := press(b, page, action); answer.StatusCode != http.StatusBadRequest {
				t.Errorf("%q: %d", action, answer.StatusCode)
			}
		}
		if len(w.grants(t)) != 0 {
			t.Error("something was granted")
		}
	})
	t.Run("OpenID 3.1.2.4: not requested is not granted", func(t *testing.T) {
		page := w.page(t, b, nil)
		again := b.Get("/oidc/auth/" + page.Request.URL.Query().Get("interaction"))
		if !strings.Contains(again.Text, `id="consent-form"`) {
			t.Errorf("got %d to %q", again.StatusCode, again.Header.Get("Location"))
		}
	})
	t.Run("only the button counts in the submitted form", func(t *testing.T) {
		answer := b.Submit(w.page(t, b, nil), "consent-form", map[string]string{
			"action": "authorize", "scope": "openid custom_data offline_access", "scopes": "all", "resource": "https://default.logto.app/api",
			"client_id": "x", "redirect_uri": "https://evil.example", "userId": "x", "interaction": "x",
		})
		if answered(t, answer).Get("code") == "" {
			t.Fatal("no code")
		}
		if grants := w.grants(t); len(grants) != 1 || grants[0].Scope != asked || len(grants[0].Resources) != 0 {
			t.Errorf("granted: %+v", grants)
		}
	})
	t.Run("a remembered grant is silent", func(t *testing.T) {
		for _, scope := range []string{asked, "openid", "email openid"} {
			for _, prompt := range []string{"", "none"} {
				if query := answered(t, b.Get(w.authorize(servertest.Params{"scope": scope, "prompt": prompt}))); query.Get("code") == "" {
					t.Errorf("%s: %v", scope, query)
				}
			}
		}
	})
	t.Run("OpenID 3.1.2.4: more than was granted requires consent", func(t *testing.T) {
		w.page(t, b, servertest.Params{"scope": asked + " phone"})
		query := answered(t, b.Get(w.authorize(servertest.Params{"scope": asked + " phone", "prompt": "none"})))
		if query.Get("error") != "consent_required" {
			t.Errorf("got %v", query)
		}
	})
	t.Run("OpenID 3.1.2.1: prompt=consent asks again", func(t *testing.T) {
		page := w.page(t, b, servertest.Params{"prompt": "consent"})
		if answered(t, press(b, page, "authorize")).Get("code") == "" {
			t.Error("no code")
		}
	})
	t.Run("after revocation it requires consent again", func(t *testing.T) {
		if err := w.Records().Consents.Delete(t.Context(), w.alice.ID, w.client.ID); err != nil {
			t.Fatal(err)
		}
		w.page(t, b, nil)
	})
}

// A third-party application stays connected if the user agrees, whatever prompt it sends
// and whatever the operator has set; the answer is remembered.
func TestOfflineAccess(t *testing.T) {
	w := newWorld(t)
	always := true
	w.client.CustomClientMetadata.AlwaysIssueRefreshToken = &always
	if err := w.Records().Applications.UpdateMetadata(t.Context(), w.client.Application); err != nil {
		t.Fatal(err)
	}
	b := w.Browser()
	offline := servertest.Params{"scope": asked + " offline_access"}
	refreshes := func(query url.Values) bool {
		return w.Exchange(w.client, query.Get("code"), nil).JSON()["refresh_token"] != nil
	}
	online := w.page(t, b, nil)
	if strings.Contains(online.Text, "Stay connected") {
		t.Error("the page shows something that was not requested")
	}
	if refreshes(answered(t, press(b, online, "authorize"))) {
		t.Error("a refresh token without the user's consent")
	}
	silent := w.authorize(servertest.Params{"scope": asked + " offline_access", "prompt": "none"})
	if query := answered(t, b.Get(silent)); query.Get("error") != "consent_required" {
		t.Errorf("prompt=none before: %v", query)
	}
	page := w.page(t, b, offline)
	if !strings.Contains(page.Text, "Stay connected") {
		t.Error("the page does not show that the application stays connected")
	}
	if !refreshes(answered(t, press(b, page, "authorize"))) {
		t.Error("no refresh token although the user agreed")
	}
	for _, prompt := range []string{"", "none"} {
		if !refreshes(answered(t, b.Get(w.authorize(servertest.Params{"scope": asked + " offline_access", "prompt": prompt})))) {
			t.Errorf("prompt %q: no refresh token although the saved consent includes it", prompt)
		}
	}
}

// What the page shows is released, whether requested by scope or by claim, and nothing
// else.
func TestClaimsOfThirdParties(t *testing.T) {
	w := newWorld(t)
	const claims = `{"userinfo":{"email":null,"custom_data":null,"roles":null,"organizations":null},"id_token":{"email":{"essential":true},"name":null}}`
	byClaim := servertest.Params{"scope": "openid", "claims": claims}
	b := w.Browser()
	page := w.page(t, b, byClaim)
	for _, title := range []string{"Email address", "Profile"} {
		if !strings.Contains(page.Text, title) {
			t.Errorf("the page does not show %q", title)
		}
	}
	if strings.Contains(page.Text, "Additional data") || strings.Contains(page.Text, "Phone number") {
		t.Error("the page shows what is not released")
	}
	given := func(answer *servertest.Response) (idToken, userInfo map[string]any) {
		tokens := w.Exchange(w.client, answered(t, answer).Get("code"), nil).JSON()
		idToken, _ = w.Verified(tokens["id_token"])
		return idToken, w.UserInfo(tokens["access_token"].(string)).JSON()
	}
	idToken, userInfo := given(press(b, page, "authorize"))
	if idToken["email"] != "alice@example.com" || userInfo["email"] != "alice@example.com" {
		t.Errorf("asked by claim: %v, %v", idToken, userInfo)
	}
	for _, name := range []string{"custom_data", "roles", "organizations", "phone_number", "username"} {
		if idToken[name] != nil || userInfo[name] != nil {
			t.Errorf("%s is released: %v, %v", name, idToken, userInfo)
		}
	}
	silent := func(change servertest.Params) url.Values {
		change["prompt"] = "none"
		return answered(t, b.Get(w.authorize(change)))
	}
	if query := silent(servertest.Params{"scope": "openid", "claims": claims}); query.Get("code") == "" {
		t.Errorf("the same again: %v", query)
	}
	if query := silent(servertest.Params{"scope": "openid", "claims": `{"userinfo":{"phone_number":null}}`}); query.Get("error") != "consent_required" {
		t.Errorf("another claim: %v", query)
	}
	t.Run("a claim of a scope that is granted", func(t *testing.T) {
		w := newWorld(t)
		w.client.CustomClientMetadata.ConformIDTokenClaims = true
		if err := w.Records().Applications.UpdateMetadata(t.Context(), w.client.Application); err != nil {
			t.Fatal(err)
		}
		b := w.Browser()
		answer := press(b, w.page(t, b, servertest.Params{"claims": `{"id_token":{"email":null}}`}), "authorize")
		claims, _ := w.Verified(w.Exchange(w.client, answered(t, answer).Get("code"), nil).JSON()["id_token"])
		if claims["email"] != "alice@example.com" || claims["username"] != nil {
			t.Errorf("got %v", claims)
		}
	})
	t.Run("a grant whose page showed no claims releases none", func(t *testing.T) {
		w := newWorld(t)
		b := w.Browser()
		answer := press(b, w.page(t, b, byClaim), "authorize")
		tokens := w.Exchange(w.client, answered(t, answer).Get("code"), nil).JSON()
		grant := w.grants(t)[0]
		grant.AskedScope = "" // as an earlier version stored it
		if err := w.Records().Grants.Update(t.Context(), &grant); err != nil {
			t.Fatal(err)
		}
		if claims := w.UserInfo(tokens["access_token"].(string)).JSON(); claims["email"] != nil || claims["sub"] != w.alice.ID {
			t.Errorf("got %v", claims)
		}
	})
}

// One user's consent does not count for another.
func TestSwitch(t *testing.T) {
	w := newWorld(t)
	bob := w.User("bob")
	b := w.Browser()
	page := w.page(t, b, nil)
	signIn := b.Submit(page, "switch-form", map[string]string{"action": "switch"})
	if !strings.Contains(signIn.Text, `id="sign-in-form"`) {
		t.Fatalf("got %d %s", signIn.StatusCode, signIn.Text)
	}
	second := b.SignIn(signIn, "bob", servertest.Password)
	if !strings.Contains(second.Text, `id="consent-form"`) || !strings.Contains(second.Text, "bob") {
		t.Fatalf("got %d %s", second.StatusCode, second.Text)
	}
	tokens := w.Exchange(w.client, answered(t, press(b, second, "authorize")).Get("code"), nil).JSON()
	if claims, _ := w.Verified(tokens["id_token"]); claims["sub"] != bob.ID {
		t.Errorf("sub is %v", claims["sub"])
	}
	if len(w.grants(t)) != 0 {
		t.Error("Alice has granted something")
	}
}

// One user's consent does not count for the next user who signs in during the same request.
func TestConsentIsPerUser(t *testing.T) {
	w := newWorld(t)
	w.User("bob")
	b := w.Browser()
	page := w.page(t, b, nil)
	id := page.Request.URL.Query().Get("interaction")
	action, fields := page.Form("consent-form")
	fields.Set("action", "authorize")
	request, err := http.NewRequest(http.MethodPost, servertest.Endpoint+action, strings.NewReader(fields.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if answer := b.Send(request); answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("got %d", answer.StatusCode)
	}
	answer := b.SignIn(b.Get("/sign-in?interaction="+id), "bob", servertest.Password)
	if !strings.Contains(answer.Text, `id="consent-form"`) {
		t.Errorf("Bob is not asked: %d to %q", answer.StatusCode, answer.Header.Get("Location"))
	}
}

func TestConsentNeedsSession(t *testing.T) {
	w := newWorld(t)
	b := w.Browser()
	page := w.page(t, b, nil)
	b.SetCookie("_session", "")
	for _, answer := range []*servertest.Response{b.Get(page.Request.URL.RequestURI()), press(b, page, "authorize")} {
		if answer.StatusCode != http.StatusBadRequest || !strings.Contains(answer.Text, `id="unknown-session-page"`) {
			t.Errorf("got %d %s", answer.StatusCode, answer.Text)
		}
	}
	if len(w.grants(t)) != 0 {
		t.Error("something was granted")
	}
}

// The session may end while the user reads the page.
func TestConsentAfterSuspension(t *testing.T) {
	w := newWorld(t)
	b := w.Browser()
	page := w.page(t, b, nil)
	if err := w.Users.Suspend(t.Context(), w.Records(), w.alice.ID, true); err != nil {
		t.Fatal(err)
	}
	answer := press(b, page, "authorize")
	if strings.Contains(answer.Header.Get("Location"), "code=") || len(w.grants(t)) != 0 {
		t.Errorf("got %d to %q", answer.StatusCode, answer.Header.Get("Location"))
	}
}

// Consent outlives its grants: neither their end nor signing out makes the user answer
// again.
func TestConsentOutlivesGrants(t *testing.T) {
	w := newWorld(t)
	b := w.Browser()
	if answered(t, press(b, w.page(t, b, nil), "authorize")).Get("code") == "" {
		t.Fatal("no code")
	}
	w.Advance(15 * 24 * time.Hour)
	if len(w.grants(t)) != 0 {
		t.Fatal("the grant has not expired")
	}
	answer := b.SignIn(b.Get(w.authorize(nil)), "alice", servertest.Password)
	if answered(t, answer).Get("code") == "" {
		t.Error("no code")
	}
}

// First-party applications do not require consent.
func TestFirstParty(t *testing.T) {
	w := newWorld(t)
	own := w.Client(models.ApplicationTraditional)
	b := w.Browser()
	answer := b.SignIn(b.Get(own.AuthorizeURL(nil)), "alice", servertest.Password)
	if answered(t, answer).Get("code") == "" {
		t.Error("no code")
	}
}
