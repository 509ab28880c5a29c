//go:build e2e

package e2e_test

import (
	"net/http"
	"strings"
	"testing"
)

// The first start prints a link; whoever opens it first becomes the first operator and
// is signed in to the console. After that the link no longer works.
func TestFirstRun(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	link := s.setUpLink(t)
	b := newTab(t, s)
	b.open(link)
	b.typeInto("#username", "1root")
	b.typeInto("#newPassword", "short")
	b.submit("#welcome-form button[type=submit]")
	b.see("#username-error")
	b.welcome(link, "root")
	b.see("#operator-invite, a[href='/console/operators']")

	late := newTab(t, s)
	late.open(link)
	late.see("#error-page")
	if got := late.text("#error-code"); got != "operator.invitation_not_found" {
		t.Errorf("the used link says %s", got)
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	if text := s.said(t); strings.Contains(text, "/welcome") {
		t.Errorf("a link although there is an operator: %s", text)
	}
	b.open(s.url + "/console/operators")
	b.see("[data-page=operators-page]")

	// Signing up to the operators' tenant is closed.
	resp, err := http.Get(s.url + "/t/admin/register?interaction=none")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusOK && strings.HasSuffix(resp.Request.URL.Path, "/register") {
		t.Errorf("there is a sign-up page for operators")
	}
}

// An operator invites another with a link; the first to open it becomes an operator with
// exactly the chosen role.
func TestInviteOperator(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.operator(t, "root", "admin")
	b.open(s.url + "/console/operators/invite")
	b.click("input[value=viewer]")
	b.click("#invite-submit")
	b.see("[data-page=operator-invited-page]")
	link := b.text(".code-block code")
	b.open(s.url + "/console/operators")
	b.see("#invitations-title")

	guest := newTab(t, s)
	guest.welcome(link, "guest")
	if n := guest.count("a[href='/console/operators']"); n != 0 {
		t.Errorf("a viewer has a link to the operators")
	}
	guest.open(s.url + "/console/operators")
	guest.see("[data-page=problem-page]")
}

// Tenants can be created, switched to, and deleted by typing their name.
func TestTenants(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.operator(t, "root", "admin")
	b.open(s.url + "/console/tenants/new")
	b.typeInto("#name", "Nord <b>wind</b>")
	b.typeInto("#id", "Nord Wind")
	b.click("#tenant-create")
	b.see("#id-error")
	if got := b.value("#name"); got != "Nord <b>wind</b>" {
		t.Errorf("the input is %q", got)
	}
	b.typeInto("#id", "nord-wind")
	b.click("#tenant-create")
	b.see(".toast")
	b.see("[data-page=start-page]")
	if !strings.HasPrefix(b.location(), s.url+"/t/nord-wind/console") {
		t.Errorf("at %s", b.location())
	}
	b.click("#tenant-menu summary")
	b.submit("#tenant-menu a[href='/console']")
	b.see("[data-page=start-page]")

	b.open(s.url + "/console/tenants")
	b.click("a[href='/console/tenants/nord-wind/delete']")
	b.see("#dialog[open] #confirm")
	b.typeInto("#confirm", "Nord")
	b.see("#dialog button[type=submit]:disabled")
	b.typeInto("#confirm", "Nord <b>wind</b>")
	b.click("#dialog button[type=submit]")
	b.see(".toast")
	if n := b.count("a[href='/t/nord-wind/console']"); n != 0 {
		t.Errorf("the tenant is still listed")
	}
}
