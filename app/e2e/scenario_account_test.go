//go:build e2e

package e2e_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"portico/models"
	"portico/models/store"
)

// What a person and the members of an organization see may be long, and in any script.
const (
	longName  = "Ledgerly International Bookkeeping and Invoicing Services for Small and Medium Enterprises in Northern Europe and Elsewhere Ltd. & Co"
	rightName = "دفتر الحسابات <b>& Söhne"
)

// household is an installation where Ada has allowed third-party applications to act in
// her organizations. She manages the applications of one.
type household struct {
	*site
	records        *store.Store
	ada            string // her id
	north          string // the organization that she manages
	ledger, script string // applications
}

func newHousehold(t *testing.T) household {
	t.Helper()
	folder := t.TempDir()
	h := household{site: newSite(t, "DATA_DIR="+folder)}
	db, err := store.Open(t.Context(), store.Config{DataDir: folder})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	h.records = db.Tenant(models.TenantDefault)
	m := h.addMachine(t, "Setup", "--management-api")
	add := func(path string, body map[string]any) string { return m.manage(t, "POST", path, body) }
	h.ada = add("/users", map[string]any{"username": "ada_l", "password": password, "name": "Ada Lovelace"})
	h.north = add("/organizations", map[string]any{"name": "Northern Lights"})
	south := add("/organizations", map[string]any{"name": rightName})
	manage := add("/organization-scopes", map[string]any{"name": models.ScopeManageApps, "description": "See and block third-party applications"})
	role := add("/organization-roles", map[string]any{"name": "Owner", "organizationScopeIds": []string{manage}})
	for _, id := range []string{h.north, south} {
		add("/organizations/"+id+"/users", map[string]any{"userIds": []string{h.ada}})
	}
	add("/organizations/"+h.north+"/users/"+h.ada+"/roles", map[string]any{"organizationRoleIds": []string{role}})
	h.ledger = newWebApp(t, h.site, longName[:128], "--third-party").ID
	h.script = newWebApp(t, h.site, rightName, "--third-party").ID
	now := time.Now().UnixMilli()
	for _, id := range []string{h.ledger, h.script} {
		h.give(t, id, now, h.north, south)
	}
	if err := h.records.ConsentOrganizations.Block(t.Context(), h.north, h.script, now); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h household) give(t *testing.T, applicationID string, now int64, organizationIDs ...string) {
	t.Helper()
	err := h.records.Consents.Save(t.Context(), &models.Consent{
		UserID: h.ada, ApplicationID: applicationID, CreatedAt: now, UpdatedAt: now, Scopes: map[string][]string{
			models.ConsentedUserData: {"openid", "profile", "email", "offline_access"}, models.ConsentedOrganizations: {models.ScopeManageApps},
		},
	})
	if err == nil {
		err = h.records.ConsentOrganizations.Add(t.Context(), h.ada, applicationID, organizationIDs, now)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// stale signs Ada in with a session that began a while ago.
func (h household) stale(b *tab) {
	b.t.Helper()
	token, began := models.NewToken(), time.Now().Add(-11*time.Minute)
	err := h.records.Sessions.Insert(b.t.Context(), &models.Session{
		ID: models.NewID(), Digest: models.Digest(token), UserID: h.ada, AuthTime: began.UnixMilli(), AMR: []string{"pwd"},
		ExpiresAt: began.Add(time.Hour).UnixMilli(), CreatedAt: began.UnixMilli(),
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.forgetCookies()
	b.do(chromedp.Evaluate[chromedp.Void]("document.cookie = " + quote("_session="+token+"; path=/")))
}

func (h household) applications() string { return h.url + "/account/applications" }

func (h household) managed() string {
	return h.url + "/account/organizations/" + h.north + "/applications"
}

// A person sees what they have allowed, and takes it back; a manager of an organization
// blocks an application and allows it again. All of it works without JavaScript.
func TestAccount(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			h := newHousehold(t)
			b := newTab(t, h.site)
			if !script {
				b.withoutJavaScript()
			}
			b.open(h.url + "/account")
			b.signIn("ada_l", password)
			b.see("#account-applications")
			if got := b.text("#account-applications"); !strings.Contains(got, rightName) || strings.Contains(got, "&lt;") {
				t.Errorf("the list shows %q", got)
			}
			verifyNoFrame(b)
			ledger := "[data-application='" + h.ledger + "'] "
			b.submit(ledger + "[data-organization='" + h.north + "'] a")
			b.submit("#account-confirm-form button")
			b.see("#account-notice")
			if b.count(ledger+"[data-organization='"+h.north+"']") != 0 {
				t.Error("the organization is still there")
			}
			b.submit(ledger + ".thing-head a")
			second := b.beside()
			second.open(b.location())
			b.submit("#account-confirm-form button")
			b.see("#account-notice")
			if b.count(ledger) != 0 {
				t.Error("the application is still there")
			}
			second.submit("#account-confirm-form button")
			second.see("#account-notice")
			if got := second.text("#account-notice"); !strings.Contains(got, "already") {
				t.Errorf("the second tab says %q", got)
			}

			b.submit("#account-managed a")
			for _, want := range []int{0, 1} { // it was blocked
				b.submit("[data-application='" + h.script + "'] a")
				b.submit("#account-confirm-form button")
				b.see("#account-notice")
				if got := b.count(".mark"); got != want {
					t.Errorf("%d applications are blocked, want %d", got, want)
				}
			}

			h.stale(b)
			b.open(h.applications())
			b.submit("[data-application='" + h.script + "'] .thing-head a")
			b.typeInto("#password", "wrong")
			b.submit("#account-confirm-form button[type=submit]")
			b.see("#password-error")
			b.typeInto("#password", password)
			b.submit("#account-confirm-form button[type=submit]")
			b.see(".empty")
		})
	}
}

// TestAccountByKeyboard removes an application with the keyboard alone.
func TestAccountByKeyboard(t *testing.T) {
	t.Parallel()
	h := newHousehold(t)
	b := newTab(t, h.site)
	b.open(h.applications())
	b.signIn("ada_l", password)
	b.see("#account-applications")
	b.tabTo("[data-application='" + h.ledger + "'] .thing-head a")
	b.press(kb.Enter)
	b.see("#account-confirm-form")
	b.tabTo("#account-confirm-form button")
	b.press(kb.Enter)
	b.see("#account-notice")
}

// TestAccountLook checks the pages in both languages, light and dark, on desktop and
// mobile.
func TestAccountLook(t *testing.T) {
	t.Parallel()
	needNode(t)
	h := newHousehold(t)
	for _, language := range []string{"en", "zh-CN"} {
		for _, width := range []int64{wide, narrow} {
			t.Run(fmt.Sprintf("%s %d", language, width), func(t *testing.T) {
				b := newTab(t, h.site)
				b.acceptLanguage(language)
				b.resize(width)
				b.open(h.applications())
				b.signIn("ada_l", password)
				look := func(name string) {
					for _, scheme := range []string{"light", "dark"} {
						b.prefer(scheme)
						verifyLook(b, "account-"+name+"-"+language, width, scheme)
					}
					verifyLoad(b)
				}
				b.see("#account-applications")
				b.click("[data-application] summary")
				look("applications")
				b.open(h.managed() + "?notice=allowed")
				look("organization")
				b.open(h.managed() + "/" + h.ledger + "/block")
				look("confirm")
				h.stale(b)
				b.open(h.applications() + "/" + h.ledger + "/remove")
				b.typeInto("#password", "wrong")
				b.submit("#account-confirm-form button[type=submit]")
				look("password")
				b.open(h.url + "/account/organizations/nothing/applications")
				look("missing")
			})
		}
	}
}
