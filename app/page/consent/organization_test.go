package consent_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/fixtures"
	"portico/models"
	"portico/models/store"
)

// shop is the fixtures' example with a third-party application that may ask for scopes
// of all four types.
type shop struct {
	*servertest.Provider
	fixtures.Shopping
	client   *servertest.Client
	foo, bar string // organizations where Alice is an admin and a user
	b        *servertest.Browser
}

const organizations = "urn:logto:scope:organizations"

func newShop(t *testing.T) *shop {
	t.Helper()
	p := servertest.New(t)
	s := &shop{Provider: p, Shopping: p.Shopping(), b: p.Browser()}
	s.foo, s.bar = s.Shopping.Organizations[0].ID, s.Shopping.Organizations[1].ID
	s.client = s.thirdParty("Ledgerly")
	return s
}

func (s *shop) thirdParty(name string) *servertest.Client {
	client := s.Client(models.ApplicationTraditional, func(n *servertest.Registration) { n.Name, n.IsThirdParty = name, true })
	s.AllowToAsk(client, models.ConsentUserScopes, organizations)
	for _, scope := range s.Resource.Scopes {
		s.AllowToAsk(client, models.ConsentOrganizationResourceScopes, scope.ID)
	}
	s.AllowToAsk(client, models.ConsentOrganizationScopes, s.OrganizationScopes[0].ID)
	return client
}

// ask opens an authorization request and signs Alice in where needed.
func (s *shop) ask(change servertest.Params) *servertest.Response {
	params := servertest.Params{
		"prompt": "", "scope": "openid offline_access profile " + organizations + " read write invite:member",
		"resource": s.Resource.Indicator + ",urn:logto:resource:organizations",
	}
	for name, value := range change {
		params[name] = value
	}
	answer := s.b.Get(s.client.AuthorizeURL(params))
	if strings.Contains(answer.Text, `id="sign-in-form"`) {
		answer = s.b.SignIn(answer, s.Person.Username, servertest.Password)
	}
	return answer
}

// page is ask for a request that leads to the consent page.
func (s *shop) page(t *testing.T, change servertest.Params) *servertest.Response {
	t.Helper()
	answer := s.ask(change)
	if answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, `id="consent-form"`) {
		t.Fatalf("got %d to %q: %s", answer.StatusCode, answer.Header.Get("Location"), answer.Text)
	}
	return answer
}

// choose agrees for an organization and redeems the code.
func (s *shop) choose(t *testing.T, page *servertest.Response, organization string) (refreshToken string) {
	t.Helper()
	answer := s.b.Submit(page, "consent-form", map[string]string{"action": "authorize", "organization": organization})
	token, _ := s.Exchange(s.client, answered(t, answer).Get("code"), nil).JSON()["refresh_token"].(string)
	if token == "" {
		t.Fatal("no refresh token")
	}
	return token
}

// scope refreshes for the resource in an organization and returns the scope, or the error.
func (s *shop) scope(t *testing.T, token, organization string) string {
	t.Helper()
	answer := s.Refresh(s.client, token, servertest.Params{"resource": s.Resource.Indicator, "organization_id": organization})
	body := answer.JSON()
	if answer.StatusCode == http.StatusOK {
		claims, _ := s.Verified(body["access_token"])
		if claims["organization_id"] != organization && organization != "" {
			t.Errorf("organization_id is %v", claims["organization_id"])
		}
		return body["scope"].(string) //nolint:forcetypeassert // always a string
	}
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("status %d", answer.StatusCode)
	}
	return body["error"].(string) //nolint:forcetypeassert // always a string
}

func (s *shop) allowed(t *testing.T) []string {
	t.Helper()
	rows, _, err := s.Records().ConsentOrganizations.Of(t.Context(), s.Person.ID, s.client.ID, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	return ids
}

// The worked example, asked by a third party: a token is only issued for the
// organization that Alice chose, with what her role gives there.
func TestExampleOfThirdParty(t *testing.T) {
	s := newShop(t)
	page := s.page(t, nil)
	for _, text := range []string{"foo", "bar", "admin", "user", "View orders.", "<bdi>write</bdi>", "<bdi>invite:member</bdi>"} {
		if !strings.Contains(page.Text, text) {
			t.Errorf("the page does not say %q", text)
		}
	}
	token := s.choose(t, page, s.foo)
	if got := s.scope(t, token, s.foo); got != "read write" {
		t.Errorf("foo: %q", got)
	}
	if got := s.scope(t, token, s.bar); got != "access_denied" {
		t.Errorf("bar: %q", got)
	}
	if got := s.scope(t, token, ""); got != "" {
		t.Errorf("outside of organizations: %q, although the scopes only count within one", got)
	}
	if query := answered(t, s.ask(nil)); query.Get("code") == "" {
		t.Errorf("the same request again: %v", query)
	}
	token = s.choose(t, s.page(t, servertest.Params{"organization_id": s.bar}), s.bar)
	if got := s.scope(t, token, s.bar); got != "read" {
		t.Errorf("bar: %q", got)
	}
	if got := s.scope(t, token, s.foo); got != "read write" {
		t.Errorf("foo: %q: choices add up", got)
	}
	organization := s.Refresh(s.client, token, servertest.Params{"organization_id": s.foo}).JSON()
	if organization["scope"] != "invite:member" {
		t.Errorf("organization token: %v", organization)
	}
}

func TestWhenOrganizationIsAsked(t *testing.T) {
	s := newShop(t)
	s.choose(t, s.page(t, nil), s.foo)
	tests := []struct {
		name, organization, scope string
		isAsked                   bool
	}{
		{"none named", "", "", false},
		{"the one that was chosen", s.foo, "", false},
		{"another one", s.bar, "", true},
		{"not a member", "nowhere", "", true},
		{"without the scope for organizations", s.bar, "openid profile", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			params := servertest.Params{"organization_id": test.organization, "prompt": "none"}
			if test.scope != "" {
				params["scope"], params["resource"] = test.scope, ""
			}
			query := answered(t, s.ask(params))
			if got := query.Get("error") == "consent_required"; got != test.isAsked {
				t.Errorf("got %v", query)
			}
		})
	}
	t.Run("the named one is preselected", func(t *testing.T) {
		page := s.page(t, servertest.Params{"organization_id": s.bar})
		if _, fields := page.Form("consent-form"); fields.Get("organization") != s.bar {
			t.Errorf("preselected: %v", fields)
		}
	})
	t.Run("another choice than the named one ends the request", func(t *testing.T) {
		s.choose(t, s.page(t, servertest.Params{"organization_id": s.bar}), s.foo)
	})
	t.Run("one that the user is not a member of is said", func(t *testing.T) {
		page := s.page(t, servertest.Params{"organization_id": "nowhere"})
		if !strings.Contains(page.Text, `id="organization-notice"`) {
			t.Error(page.Text)
		}
	})
}

// What the form says is checked against the memberships of this moment; nothing is
// granted if it is wrong.
func TestForgedOrganizations(t *testing.T) {
	s := newShop(t)
	other := s.Organization("baz")
	blocked := s.Organization("blocked")
	strict := s.Organization("strict", func(o *models.Organization) { o.IsMFARequired = true })
	for _, organization := range []string{blocked.ID, strict.ID} {
		if err := s.Records().Members.Add(t.Context(), models.HolderUser, organization, []string{s.Person.ID}, 1); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Records().ConsentOrganizations.Block(t.Context(), blocked.ID, s.client.ID, 1); err != nil {
		t.Fatal(err)
	}
	for name, organization := range map[string]string{
		"not a member": other.ID, "unknown": "nowhere", "another tenant's": "../" + s.foo, "upper case": strings.ToUpper(s.foo),
		"several": s.foo + "," + s.bar, "blocked": blocked.ID, "without a second factor": strict.ID,
	} {
		t.Run(name, func(t *testing.T) {
			page := s.page(t, nil)
			answer := s.b.Submit(page, "consent-form", map[string]string{"action": "authorize", "organization": organization})
			if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, `id="consent-problem"`) {
				t.Errorf("got %d to %q: %s", answer.StatusCode, answer.Header.Get("Location"), answer.Text)
			}
			if got := s.allowed(t); len(got) != 0 {
				t.Errorf("allowed: %v", got)
			}
			if _, err := s.Records().Consents.Get(t.Context(), s.Person.ID, s.client.ID); err == nil {
				t.Error("something was consented to")
			}
		})
	}
	t.Run("a membership lost while the page is open", func(t *testing.T) {
		page := s.page(t, nil)
		if err := s.Records().Members.Remove(t.Context(), models.HolderUser, s.bar, []string{s.Person.ID}); err != nil {
			t.Fatal(err)
		}
		answer := s.b.Submit(page, "consent-form", map[string]string{"action": "authorize", "organization": s.bar})
		if answer.StatusCode != http.StatusUnprocessableEntity || strings.Contains(answer.Text, `value="`+s.bar+`"`) {
			t.Errorf("got %d: %s", answer.StatusCode, answer.Text)
		}
		s.choose(t, answer, s.foo)
	})
	t.Run("where no organization is requested", func(t *testing.T) {
		page := s.page(t, servertest.Params{"scope": "openid profile email", "resource": ""})
		answer := s.b.Submit(page, "consent-form", map[string]string{"action": "authorize", "organization": s.foo})
		if answer.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("got %d to %q", answer.StatusCode, answer.Header.Get("Location"))
		}
	})
}

// An answer counts once, in the browser and for the user that got the page.
func TestAnswerBelongsToPage(t *testing.T) {
	s := newShop(t)
	page := s.page(t, nil)
	action, fields := page.Form("consent-form")
	fields.Set("action", "authorize")
	t.Run("in another browser", func(t *testing.T) {
		for name, b := range map[string]*servertest.Browser{"signed in": s.signedIn(t), "not signed in": s.Browser()} {
			if answer := b.Post(action, fields); answer.Header.Get("Location") != "" || len(s.allowed(t)) > 0 {
				t.Errorf("%s: %d to %q", name, answer.StatusCode, answer.Header.Get("Location"))
			}
		}
	})
	t.Run("of another account", func(t *testing.T) {
		answer := s.b.Submit(page, "consent-form", map[string]string{"action": "authorize", "prompt": "someone"})
		if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, `id="consent-problem"`) || len(s.allowed(t)) > 0 {
			t.Errorf("got %d: %s", answer.StatusCode, answer.Text)
		}
	})
	t.Run("twice", func(t *testing.T) {
		s.choose(t, page, s.foo)
		answer := s.b.Submit(page, "consent-form", map[string]string{"action": "authorize", "organization": s.bar})
		if answer.Header.Get("Location") != "" || !strings.Contains(answer.Text, "unknown-session-page") {
			t.Errorf("got %d to %q", answer.StatusCode, answer.Header.Get("Location"))
		}
		if got := s.allowed(t); len(got) != 1 || got[0] != s.foo {
			t.Errorf("allowed: %v", got)
		}
	})
}

// signedIn is another browser of Alice.
func (s *shop) signedIn(t *testing.T) *servertest.Browser {
	t.Helper()
	b := s.Browser()
	s.Code(b, s.Client(models.ApplicationTraditional), s.Person.Username, nil)
	return b
}

// Without JavaScript a button shows what another organization gives; with it, htmx
// replaces that part.
func TestShowOrganization(t *testing.T) {
	s := newShop(t)
	page := s.page(t, nil)
	const ofAdmin = "Place and edit orders."
	chosen := func(text string) string {
		_, part, _ := strings.Cut(text, `id="consent-organization"`)
		part, _, _ = strings.Cut(part, "</section>")
		return part
	}
	shown := s.b.Submit(page, "consent-form", map[string]string{"action": "show", "organization": s.bar})
	if _, fields := shown.Form("consent-form"); fields.Get("organization") != s.bar || strings.Contains(chosen(shown.Text), ofAdmin) {
		t.Errorf("bar: %s", chosen(shown.Text))
	}
	shown = s.b.Submit(shown, "consent-form", map[string]string{"action": "show", "organization": s.foo})
	if !strings.Contains(chosen(shown.Text), ofAdmin) {
		t.Errorf("foo: %s", chosen(shown.Text))
	}
	request, err := http.NewRequest(http.MethodGet, page.Request.URL.String()+"&organization="+s.bar, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("HX-Request", "true")
	part := s.b.Send(request)
	if strings.Contains(part.Text, "<html") || !strings.Contains(part.Text, "View orders.") || strings.Contains(part.Text, ofAdmin) {
		t.Errorf("the part is %s", part.Text)
	}
	if !strings.Contains(part.Header.Get("Vary"), "HX-Request") {
		t.Errorf("Vary: %s", part.Header.Get("Vary"))
	}
	if len(s.allowed(t)) != 0 {
		t.Error("looking has granted something")
	}
}

// Scopes that the application may not ask for are dropped, and so are those that were
// taken from its list after the page was shown.
func TestScopesAreCutToTheList(t *testing.T) {
	s := newShop(t)
	if err := s.Records().ConsentScopes.Remove(t.Context(), s.client.ID, models.ConsentOrganizationResourceScopes, s.Resource.Scopes[1].ID); err != nil {
		t.Fatal(err)
	}
	page := s.page(t, nil)
	if strings.Contains(page.Text, "Place and edit orders.") {
		t.Error("the page offers a scope that the application may not ask for")
	}
	token := s.choose(t, page, s.foo)
	if got := s.scope(t, token, s.foo); got != "read" {
		t.Errorf("got %q", got)
	}
	t.Run("added later, it is asked for", func(t *testing.T) {
		s.AllowToAsk(s.client, models.ConsentOrganizationResourceScopes, s.Resource.Scopes[1].ID)
		if got := s.scope(t, token, s.foo); got != "read" {
			t.Errorf("without asking: %q", got)
		}
		token = s.choose(t, s.page(t, nil), s.foo)
		if got := s.scope(t, token, s.foo); got != "read write" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("taken away, it is not issued any more", func(t *testing.T) {
		if err := s.Records().ConsentScopes.Remove(t.Context(), s.client.ID, models.ConsentOrganizationResourceScopes, s.Resource.Scopes[0].ID); err != nil {
			t.Fatal(err)
		}
		if got := s.scope(t, token, s.foo); got != "write" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("added while the page is open", func(t *testing.T) {
		s := newShop(t)
		page := s.page(t, servertest.Params{"scope": "openid " + organizations, "claims": `{"userinfo":{"roles":null}}`})
		s.AllowToAsk(s.client, models.ConsentUserScopes, "roles")
		answer := s.b.Submit(page, "consent-form", map[string]string{"action": "authorize", "organization": s.foo})
		if !strings.Contains(answer.Text, `id="consent-form"`) {
			t.Errorf("got %d to %q: what was not shown is granted", answer.StatusCode, answer.Header.Get("Location"))
		}
	})
	t.Run("other identity scopes are refused", func(t *testing.T) {
		query := answered(t, s.ask(servertest.Params{"scope": "openid custom_data"}))
		if query.Get("error") != "invalid_scope" {
			t.Errorf("got %v", query)
		}
	})
	t.Run("a resource of which it may ask nothing is refused", func(t *testing.T) {
		s.GrantScopes(s.Person.ID, "https://other.example/", "read")
		query := answered(t, s.ask(servertest.Params{"resource": "https://other.example/"}))
		if query.Get("error") != "invalid_target" {
			t.Errorf("got %v", query)
		}
	})
}

// A membership, a consent or a block counts at the next refresh.
func TestRefreshLooksAgain(t *testing.T) {
	s := newShop(t)
	token := s.choose(t, s.page(t, nil), s.foo)
	records := s.Records()
	if err := records.ConsentOrganizations.Block(t.Context(), s.foo, s.client.ID, 1); err != nil {
		t.Fatal(err)
	}
	if got := s.scope(t, token, s.foo); got != "access_denied" {
		t.Errorf("blocked: %q", got)
	}
	if err := records.ConsentOrganizations.Unblock(t.Context(), s.foo, s.client.ID); err != nil {
		t.Fatal(err)
	}
	if got := s.scope(t, token, s.foo); got != "read write" {
		t.Errorf("allowed again: %q", got)
	}
	if err := records.Members.Remove(t.Context(), models.HolderUser, s.foo, []string{s.Person.ID}); err != nil {
		t.Fatal(err)
	}
	if got := s.scope(t, token, s.foo); got != "access_denied" {
		t.Errorf("no member: %q", got)
	}
	if err := records.Members.Add(t.Context(), models.HolderUser, s.foo, []string{s.Person.ID}, 1); err != nil {
		t.Fatal(err)
	}
	if got := s.scope(t, token, s.foo); got != "access_denied" {
		t.Errorf("a member again: %q: the consent has ended with the membership", got)
	}
}

// Permissions outside of organizations: only those of the tenant's roles and of roles in
// organizations that were chosen.
func TestPersonalPermissions(t *testing.T) {
	s := newShop(t)
	for _, scope := range s.Resource.Scopes {
		s.AllowToAsk(s.client, models.ConsentResourceScopes, scope.ID)
	}
	token := s.choose(t, s.page(t, nil), s.bar)
	if got := s.scope(t, token, ""); got != "read" {
		t.Errorf("got %q: the role in foo gives write, but Alice has only chosen bar", got)
	}
}

// The page finds an organization among many.
func TestManyOrganizations(t *testing.T) {
	s := newShop(t)
	for i := range 30 {
		organization := s.Organization(fmt.Sprintf("Company %d", i))
		if err := s.Records().Members.Add(t.Context(), models.HolderUser, organization.ID, []string{s.Person.ID}, 1); err != nil {
			t.Fatal(err)
		}
	}
	page := s.page(t, servertest.Params{"organization_id": s.foo})
	_, search := page.Form("organization-search")
	if search.Get("interaction") == "" || search.Get("organization") != s.foo {
		t.Fatalf("the search form has %v", search)
	}
	if got := strings.Count(page.Text, `type="radio"`); got != 9 {
		t.Errorf("%d organizations, not 8 and the chosen one", got)
	}
	search.Set("q", "BA")
	found := s.b.Get("/consent?" + search.Encode())
	if got := strings.Count(found.Text, `type="radio"`); got != 2 || !strings.Contains(found.Text, `value="`+s.bar+`"`) {
		t.Errorf("%d organizations found: %s", got, found.Text)
	}
	if _, fields := found.Form("consent-form"); fields.Get("organization") != s.foo {
		t.Errorf("searching has changed the choice to %q", fields.Get("organization"))
	}
	for _, wild := range []string{"-1", "99999999", "x", ""} {
		if answer := s.b.Get("/consent?" + url.Values{"interaction": {search.Get("interaction")}, "page": {wild}, "q": {"%_\x01"}}.Encode()); answer.StatusCode != http.StatusOK {
			t.Errorf("page %q: %d", wild, answer.StatusCode)
		}
	}
}
