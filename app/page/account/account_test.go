package account_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

const list = "/account/applications"

// world is a provider with Alice, a member of foo and bar, who has allowed a
// third-party application in both. In foo, a role of hers has manage:apps.
type world struct {
	*servertest.Provider
	alice    *models.User
	client   *servertest.Client
	foo, bar *models.Organization
}

func newWorld(t *testing.T) world {
	t.Helper()
	p := servertest.New(t)
	w := world{
		Provider: p, alice: p.User("alice"), foo: p.Organization("Foo"), bar: p.Organization("Bar"),
		client: p.Client(models.ApplicationTraditional, func(n *servertest.Registration) {
			n.Name, n.IsThirdParty = `Evil & <b>Sons`, true
		}),
	}
	manage := &models.OrganizationScope{ID: models.NewID(), Name: models.ScopeManageApps}
	check(t, p.Records().OrganizationScopes.Insert(t.Context(), manage))
	role := p.OrganizationRole(models.RoleUser, nil, []string{manage.ID})
	for _, organization := range []*models.Organization{w.foo, w.bar} {
		check(t, p.Records().Members.Add(t.Context(), models.HolderUser, organization.ID, []string{w.alice.ID}, 1))
	}
	check(t, p.Records().Members.AddRoles(t.Context(), models.HolderUser, w.foo.ID, []string{w.alice.ID}, []string{role.ID}))
	w.agree(t, w.alice, w.client)
	return w
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// agree lets a user allow an application to act in foo and bar.
func (w world) agree(t *testing.T, user *models.User, client *servertest.Client) {
	t.Helper()
	check(t, w.Records().Consents.Save(t.Context(), &models.Consent{
		UserID: user.ID, ApplicationID: client.ID,
		Scopes: map[string][]string{models.ConsentedUserData: {"openid", "profile", "email"}, models.ConsentedOrganizations: {models.ScopeManageApps}},
	}))
	check(t, w.Records().ConsentOrganizations.Add(t.Context(), user.ID, client.ID, []string{w.foo.ID, w.bar.ID}, 1))
	check(t, w.Records().Grants.Insert(t.Context(), &models.Grant{
		ID: models.NewID(), UserID: user.ID, ApplicationID: client.ID, HasOfflineAccess: true, ExpiresAt: w.Now().Add(time.Hour * 24 * 30).UnixMilli(),
	}))
}

// signedIn is a browser in which a user has just signed in.
func (w world) signedIn(t *testing.T, username string) *servertest.Browser {
	t.Helper()
	b := w.Browser()
	answer := b.SignIn(b.Get(list), username, servertest.Password)
	if answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, `id="account-applications-page"`) {
		t.Fatalf("got %d %s", answer.StatusCode, answer.Text)
	}
	return b
}

// state is what Alice's application may do: whether there is a consent, how many
// grants, and in how many organizations.
func (w world) state(t *testing.T) (hasConsent bool, grants, organizations int) {
	t.Helper()
	given, _, err := w.Consents.OfUser(t.Context(), w.Records(), w.alice.ID, store.Page{})
	check(t, err)
	alive, err := w.Records().Grants.ListGiven(t.Context(), w.alice.ID, w.client.ID, w.Now().UnixMilli())
	check(t, err)
	chosen, err := w.Records().ConsentOrganizations.OfUser(t.Context(), w.alice.ID)
	check(t, err)
	return len(given) > 0, len(alive), len(chosen)
}

func (w world) wantState(t *testing.T, hasConsent bool, grants, organizations int) {
	t.Helper()
	if c, g, o := w.state(t); c != hasConsent || g != grants || o != organizations {
		t.Errorf("consent %v, %d grants, %d organizations; want %v, %d, %d", c, g, o, hasConsent, grants, organizations)
	}
}

func (w world) removal() string { return list + "/" + w.client.ID + "/remove" }

func (w world) managed(organization *models.Organization) string {
	return "/account/organizations/" + organization.ID + "/applications"
}

func (w world) blocking(organization *models.Organization) string {
	return w.managed(organization) + "/" + w.client.ID + "/block"
}

func confirm(b *servertest.Browser, page *servertest.Response, fields map[string]string) *servertest.Response {
	return b.Submit(page, "account-confirm-form", fields)
}

// at reports the page that a browser ended up on.
func at(answer *servertest.Response) string { return answer.Request.URL.RequestURI() }

func TestList(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn(t, "alice")
	page := b.Get("/account")
	if at(page) != list {
		t.Errorf("/account leads to %s", at(page))
	}
	for _, text := range []string{
		"Evil &amp; &lt;b&gt;Sons", "Email address", "manage:apps", ">Foo<", ">Bar<",
		`href="` + w.removal() + `"`, `href="` + list + "/" + w.client.ID + "/organizations/" + w.bar.ID + `/remove"`,
		`href="` + w.managed(w.foo) + `"`,
	} {
		if !strings.Contains(page.Text, text) {
			t.Errorf("no %s", text)
		}
	}
	if strings.Contains(page.Text, w.managed(w.bar)) || strings.Contains(page.Text, "<b>Sons") {
		t.Error(page.Text)
	}
	t.Run("in no frame, and not stored", func(t *testing.T) {
		if !strings.Contains(page.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") ||
			page.Header.Get("X-Frame-Options") != "DENY" || page.Header.Get("Cache-Control") != "no-store" {
			t.Error(page.Header)
		}
	})
	t.Run("of somebody with nothing", func(t *testing.T) {
		w.User("bob")
		page := w.signedIn(t, "bob").Get(list)
		if !strings.Contains(page.Text, "No application has access") || strings.Contains(page.Text, "account-managed") {
			t.Error(page.Text)
		}
	})
	t.Run("pages", func(t *testing.T) {
		for range 20 {
			w.agree(t, w.alice, w.Client(models.ApplicationSPA, func(n *servertest.Registration) { n.IsThirdParty = true }))
		}
		if got := strings.Count(b.Get(list).Text, "data-application="); got != 20 {
			t.Errorf("%d on the first page", got)
		}
		if got := strings.Count(b.Get(list+"?page=2").Text, "data-application="); got != 1 {
			t.Errorf("%d on the second page", got)
		}
	})
}

func TestRemove(t *testing.T) {
	w := newWorld(t)
	b, second := w.signedIn(t, "alice"), w.signedIn(t, "alice")
	page, other := b.Get(w.removal()), second.Get(w.removal())
	w.wantState(t, true, 1, 2)
	if answer := confirm(b, page, nil); at(answer) != list+"?notice=removed" || !strings.Contains(answer.Text, "The access has been removed.") {
		t.Errorf("got %d at %s", answer.StatusCode, at(answer))
	}
	w.wantState(t, false, 0, 0)
	for name, answer := range map[string]*servertest.Response{
		"submitted again": confirm(b, page, nil), "in another tab": confirm(second, other, nil), "opened again": b.Get(w.removal()),
	} {
		if answer.StatusCode != http.StatusOK || at(answer) != list+"?notice=gone" || !strings.Contains(answer.Text, "had already been removed") {
			t.Errorf("%s: %d at %s", name, answer.StatusCode, at(answer))
		}
	}
}

func TestRemoveOneOrganization(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn(t, "alice")
	leave := list + "/" + w.client.ID + "/organizations/" + w.foo.ID + "/remove"
	page := b.Get(leave)
	if answer := confirm(b, page, nil); at(answer) != list+"?notice=organization" {
		t.Errorf("got %d at %s", answer.StatusCode, at(answer))
	}
	w.wantState(t, true, 1, 1)
	if is, _, err := w.Records().ConsentOrganizations.Access(t.Context(), w.alice.ID, w.client.ID, w.foo.ID); is || err != nil {
		t.Errorf("foo is still allowed: %v", err)
	}
	for _, answer := range []*servertest.Response{confirm(b, page, nil), b.Get(leave)} {
		if at(answer) != list+"?notice=gone" {
			t.Errorf("again: %d at %s", answer.StatusCode, at(answer))
		}
	}
	w.wantState(t, true, 1, 1)
}

// Nobody reaches what others have allowed: the ids in an address are only looked for
// among one's own.
func TestOthersAreOutOfReach(t *testing.T) {
	w := newWorld(t)
	bob := w.User("bob")
	own := w.Client(models.ApplicationSPA, func(n *servertest.Registration) { n.IsThirdParty = true })
	check(t, w.Records().Consents.Save(t.Context(), &models.Consent{UserID: bob.ID, ApplicationID: own.ID}))
	b := w.signedIn(t, "bob")
	page := b.Get(list + "/" + own.ID + "/remove")
	_, fields := page.Form("account-confirm-form")
	for _, path := range []string{
		w.removal(), list + "/" + w.client.ID + "/organizations/" + w.foo.ID + "/remove",
		list + "/" + own.ID + "/organizations/" + w.foo.ID + "/remove", list + "/nothing/remove",
	} {
		for _, answer := range []*servertest.Response{b.Get(path), b.Post(path, fields)} {
			if at(answer) != list+"?notice=gone" {
				t.Errorf("%s: %d at %s", path, answer.StatusCode, at(answer))
			}
		}
	}
	w.wantState(t, true, 1, 2)
}

func TestForgedForms(t *testing.T) {
	w := newWorld(t)
	b, other := w.signedIn(t, "alice"), w.signedIn(t, "alice")
	_, fields := other.Get(w.removal()).Form("account-confirm-form")
	page := b.Get(w.removal())
	_, own := page.Form("account-confirm-form")
	post := func(fields url.Values, header, value string) *servertest.Response {
		request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+w.removal(), strings.NewReader(fields.Encode()))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if header != "" {
			request.Header.Set(header, value)
		}
		return b.Send(request)
	}
	for name, answer := range map[string]*servertest.Response{
		"without a token": post(url.Values{}, "", ""), "with the token of another browser": post(fields, "", ""),
		"from another site": post(own, "Sec-Fetch-Site", "cross-site"), "from another origin": post(own, "Origin", "https://evil.example"),
	} {
		if answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", name, answer.StatusCode)
		}
	}
	w.wantState(t, true, 1, 2)
}

// Without a session, everything leads to sign-in and back to where it was.
func TestSignInAndBack(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{list, list + "?page=2", "/account", w.removal(), w.managed(w.foo), w.blocking(w.foo)} {
		b := w.Browser()
		page := b.Get(path)
		if !strings.Contains(page.Text, `id="sign-in-form"`) {
			t.Fatalf("%s: %d %s", path, page.StatusCode, page.Text)
		}
		wrong := b.SignIn(page, "alice", "wrong")
		if wrong.StatusCode != http.StatusBadRequest || !strings.Contains(wrong.Text, `id="sign-in-form"`) {
			t.Errorf("%s: wrong password: %d", path, wrong.StatusCode)
		}
		want := path
		if path == "/account" {
			want = list
		}
		if answer := b.SignIn(wrong, "alice", servertest.Password); answer.StatusCode != http.StatusOK || at(answer) != want {
			t.Errorf("%s: %d at %s", path, answer.StatusCode, at(answer))
		}
	}
	grants, err := w.Records().Grants.ListOfUser(t.Context(), w.alice.ID, w.Now().UnixMilli())
	if err != nil || len(grants) != 1 {
		t.Errorf("signing in leaves grants: %d, %v", len(grants), err)
	}
	t.Run("a submit without a session", func(t *testing.T) {
		b := w.signedIn(t, "alice")
		page := b.Get(w.removal())
		b.SetCookie("_session", "")
		answer := confirm(b, page, nil)
		if !strings.Contains(answer.Text, `id="sign-in-form"`) {
			t.Fatalf("%d at %s", answer.StatusCode, at(answer))
		}
		w.wantState(t, true, 1, 2)
		if answer := b.SignIn(answer, "alice", servertest.Password); at(answer) != w.removal() {
			t.Errorf("%d at %s", answer.StatusCode, at(answer))
		}
	})
	t.Run("a new account", func(t *testing.T) {
		w.Configure(func(s *models.TenantSettings) { s.SignInMode = models.SignInAndRegister })
		b := w.Browser()
		b.Get(list)
		page := b.Get("/register?account=" + url.QueryEscape(list))
		answer := b.Submit(page, "register-form", map[string]string{"identifier": "newcomer", "newPassword": servertest.Password})
		if at(answer) != list {
			t.Errorf("%d at %s", answer.StatusCode, at(answer))
		}
	})
	t.Run("of another tenant", func(t *testing.T) {
		w.Operator(models.RoleAdmin)
		b := w.Browser()
		page := b.Get("/t/admin" + list)
		if answer := b.SignIn(page, models.RoleAdmin, servertest.Password); answer.StatusCode != http.StatusOK || at(answer) != "/t/admin"+list {
			t.Errorf("%d at %s", answer.StatusCode, at(answer))
		}
		if !strings.Contains(b.Get(list).Text, `id="sign-in-form"`) {
			t.Error("a session of one tenant is good in another")
		}
	})
}

// Sign-in leads to pages of the account and nowhere else.
func TestNoOpenRedirect(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn(t, "alice")
	_, fields := b.Get(w.removal()).Form("account-confirm-form")
	fields.Set("identifier", "alice")
	fields.Set("password", servertest.Password)
	for _, path := range []string{
		"//evil.example", `/\evil.example`, `\\evil.example`, "https://evil.example/account", "evil", "/", "/console", "/accounts", "/account.evil.example",
		"/account/../console", "/account/%2e%2e/console", "/account/./x", "/account//evil.example", `/account/\evil.example`, "/account/%0d%0ax",
		"/account\r\nX: y", "/account@evil.example", "/account#//evil.example", "/account/applications?next=//evil.example", "/account/applications?a=%2f",
		"/t/admin/account", "/t/admin/account/applications", "javascript:alert(1)", "/account/", " /account", "/account ", "/ACCOUNT", "/oidc/auth",
	} {
		address := "/sign-in?account=" + url.QueryEscape(path)
		if page := b.Get(address); page.StatusCode != http.StatusBadRequest || strings.Contains(page.Text, "sign-in-form") {
			t.Errorf("%q: the page: %d", path, page.StatusCode)
		}
		request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+address, strings.NewReader(fields.Encode()))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if answer := b.Send(request); answer.StatusCode != http.StatusBadRequest || answer.Header.Get("Location") != "" {
			t.Errorf("%q: %d to %q", path, answer.StatusCode, answer.Header.Get("Location"))
		}
	}
}

// Ten minutes after the sign-in an act needs the password.
func TestPasswordAfterAWhile(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn(t, "alice")
	w.Advance(9*time.Minute + 59*time.Second)
	fresh := b.Get(w.removal())
	if strings.Contains(fresh.Text, `name="password"`) {
		t.Error("asks too early")
	}
	w.Advance(time.Second)
	late := confirm(b, fresh, nil) // drawn before
	if late.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(late.Text, "Nothing has been changed yet") {
		t.Fatalf("got %d %s", late.StatusCode, late.Text)
	}
	page := b.Get(w.removal())
	wrong := confirm(b, page, map[string]string{"password": "wrong"})
	if wrong.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(wrong.Text, "Incorrect password") {
		t.Errorf("wrong password: %d %s", wrong.StatusCode, wrong.Text)
	}
	w.wantState(t, true, 1, 2)
	if answer := confirm(b, wrong, map[string]string{"password": servertest.Password}); at(answer) != list+"?notice=removed" {
		t.Errorf("right password: %d at %s", answer.StatusCode, at(answer))
	}
	w.wantState(t, false, 0, 0)
}

// Wrong guesses count with those of sign-in, for every act.
func TestGuessesAreCounted(t *testing.T) {
	w := newWorld(t)
	w.Configure(func(s *models.TenantSettings) {
		s.SentinelPolicy = models.SentinelPolicy{MaxAttempts: 3, LockoutDuration: 60}
	})
	b := w.signedIn(t, "alice")
	w.Advance(11 * time.Minute)
	for _, path := range []string{w.removal(), w.blocking(w.foo)} {
		if answer := confirm(b, b.Get(path), map[string]string{"password": "wrong"}); answer.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
	other := w.Browser()
	if answer := other.SignIn(other.Get(list), "alice", "wrong"); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("sign-in: %d", answer.StatusCode)
	}
	blocked := confirm(b, b.Get(w.removal()), map[string]string{"password": servertest.Password})
	if blocked.StatusCode != http.StatusBadRequest || !strings.Contains(blocked.Text, "Too many attempts") {
		t.Errorf("the fourth: %d %s", blocked.StatusCode, blocked.Text)
	}
	w.wantState(t, true, 1, 2)
}

func TestSignInAgain(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn(t, "alice")
	w.Advance(11 * time.Minute)
	check(t, w.Records().Passwords.Set(t.Context(), w.alice.ID, "", w.Now().UnixMilli()))
	page := b.Get(w.removal())
	if strings.Contains(page.Text, `name="password"`) || !strings.Contains(page.Text, "Sign in again") {
		t.Fatal(page.Text)
	}
	if answer := confirm(b, page, map[string]string{"password": ""}); answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("without a password: %d", answer.StatusCode)
	}
	w.wantState(t, true, 1, 2)
	hash, err := w.Hasher.Hash(t.Context(), servertest.Password)
	check(t, err)
	check(t, w.Records().Passwords.Set(t.Context(), w.alice.ID, hash, w.Now().UnixMilli()))
	signIn := b.Get("/sign-in?account=" + url.QueryEscape(w.removal()))
	again := b.SignIn(signIn, "alice", servertest.Password)
	if at(again) != w.removal() || strings.Contains(again.Text, `name="password"`) {
		t.Fatalf("%d at %s", again.StatusCode, at(again))
	}
	if answer := confirm(b, again, nil); at(answer) != list+"?notice=removed" {
		t.Errorf("%d at %s", answer.StatusCode, at(answer))
	}
}

func TestOrganization(t *testing.T) {
	w := newWorld(t)
	bob := w.User("bob")
	check(t, w.Records().Members.Add(t.Context(), models.HolderUser, w.foo.ID, []string{bob.ID}, 1))
	b := w.signedIn(t, "alice")
	page := b.Get(w.managed(w.foo))
	if page.StatusCode != http.StatusOK || !strings.Contains(page.Text, "Evil &amp; &lt;b&gt;Sons") || !strings.Contains(page.Text, "Used by alice") {
		t.Fatalf("%d %s", page.StatusCode, page.Text)
	}
	question := b.Get(w.blocking(w.foo))
	for range 2 { // the second changes nothing
		if answer := confirm(b, question, nil); at(answer) != w.managed(w.foo)+"?notice=blocked" {
			t.Errorf("%d at %s", answer.StatusCode, at(answer))
		}
	}
	if !strings.Contains(b.Get(list).Text, "Blocked") {
		t.Error("the list of applications does not say that it is blocked")
	}
	allow := strings.TrimSuffix(w.blocking(w.foo), "block") + "allow"
	if answer := confirm(b, b.Get(allow), nil); at(answer) != w.managed(w.foo)+"?notice=allowed" {
		t.Errorf("%d at %s", answer.StatusCode, at(answer))
	}
	w.wantState(t, true, 1, 2)

	unused := w.Client(models.ApplicationSPA, func(n *servertest.Registration) { n.IsThirdParty = true })
	if answer := confirm(b, b.Get(w.managed(w.foo)+"/"+unused.ID+"/block"), nil); answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, "Not used by any member") {
		t.Errorf("one that nobody uses: %d %s", answer.StatusCode, answer.Text)
	}
}

// Only members whose role there has the permission manage an organization.
func TestManagersOnly(t *testing.T) {
	w := newWorld(t)
	bob := w.User("bob")
	w.User("eve")
	check(t, w.Records().Members.Add(t.Context(), models.HolderUser, w.foo.ID, []string{bob.ID}, 1))
	own := w.Client(models.ApplicationSPA)
	for _, test := range []struct {
		username, path string
		status         int
	}{
		{"alice", w.managed(w.bar), http.StatusForbidden}, // a member without the permission there
		{"alice", w.blocking(w.bar), http.StatusForbidden},
		{"bob", w.managed(w.foo), http.StatusForbidden},
		{"bob", w.blocking(w.foo), http.StatusForbidden},
		{"eve", w.managed(w.foo), http.StatusNotFound},
		{"eve", w.blocking(w.foo), http.StatusNotFound},
		{"alice", "/account/organizations/nothing/applications", http.StatusNotFound},
		{"alice", w.managed(w.foo) + "/nothing/block", http.StatusNotFound},
		{"alice", w.managed(w.foo) + "/" + own.ID + "/block", http.StatusNotFound}, // first-party
	} {
		b := w.signedIn(t, test.username)
		if answer := b.Get(test.path); answer.StatusCode != test.status {
			t.Errorf("%s: GET %s: %d, want %d", test.username, test.path, answer.StatusCode, test.status)
		}
		if !strings.HasSuffix(test.path, "/block") {
			continue
		}
		fields := url.Values{"csrf": {csrf(t, w.signIn(b))}}
		if answer := b.Post(test.path, fields); answer.StatusCode != test.status {
			t.Errorf("%s: POST %s: %d, want %d", test.username, test.path, answer.StatusCode, test.status)
		}
	}
	t.Run("a permission lost between page and submit", func(t *testing.T) {
		b := w.signedIn(t, "alice")
		page := b.Get(w.blocking(w.foo))
		check(t, w.Records().Members.Remove(t.Context(), models.HolderUser, w.foo.ID, []string{w.alice.ID}))
		if answer := confirm(b, page, nil); answer.StatusCode != http.StatusNotFound {
			t.Errorf("got %d", answer.StatusCode)
		}
	})
	for _, organization := range []*models.Organization{w.foo, w.bar} {
		if blocked, err := w.Records().ConsentOrganizations.BlockedIn(t.Context(), w.client.ID, []string{organization.ID}); err != nil || len(blocked) > 0 {
			t.Errorf("%s: %v %v", organization.Name, blocked, err)
		}
	}
}

// signIn is a page with a form, and so with the browser's token.
func (w world) signIn(b *servertest.Browser) *servertest.Response {
	return b.Get("/sign-in?account=" + url.QueryEscape(list))
}

func csrf(t *testing.T, page *servertest.Response) string {
	t.Helper()
	_, fields := page.Form("sign-in-form")
	if fields.Get("csrf") == "" {
		t.Fatal("no token")
	}
	return fields.Get("csrf")
}
