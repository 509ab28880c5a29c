//go:build e2e

package e2e_test

import "testing"

// An operator invites someone with a link; they create an account, join and get tokens
// for the organization.
func TestInvitation(t *testing.T) {
	t.Parallel()
	needNode(t)
	s := newSite(t)
	s.command(t, "", "seed", "--people")
	operator := s.operator(t, "root", "admin")
	link := operator.invite("shopping0foo", "Grace@Example.com")

	person := newTab(t, s)
	for _, width := range []int64{wide, narrow} {
		person.resize(width)
		for _, scheme := range []string{"light", "dark"} {
			person.prefer(scheme)
			person.open(link)
			person.see("[data-page=invitation-page], #invitation-page")
			verifyLook(person, "invitation", width, scheme)
		}
	}
	person.withoutJavaScript()
	person.submit("#invitation-page a[href*='/register']")
	person.register("grace_h", password)
	person.see("#join-form")
	verifyNoFrame(person)
	person.submit("#join")
	person.see("#invitation-joined-page")

	person.open(link)
	person.see("#invitation-joined-page, #invitation-ended-page")
	stranger := newTab(t, s)
	stranger.open(link)
	stranger.see("#invitation-ended-page")
	for _, width := range []int64{wide, narrow} {
		stranger.resize(width)
		for _, scheme := range []string{"light", "dark"} {
			stranger.prefer(scheme)
			verifyLook(stranger, "invitation-ended", width, scheme)
		}
	}

	operator.open(s.url + "/console/organizations/shopping0foo?q=grace_h")
	operator.see("main table .row-link")
	operator.open(s.url + "/console/organizations/shopping0foo/invitations")
	operator.see("main table .badge.ok")
}

// invite invites an address and returns the link.
func (b *tab) invite(organizationID, address string) string {
	b.t.Helper()
	b.open(b.site.url + "/console/organizations/" + organizationID + "/invitations/new")
	b.typeInto("#invitee", address)
	b.click("input[name=organizationRoleIds]")
	b.click("#invite-submit")
	b.see("[data-page=organization-invited-page]")
	return b.text("main .notice code")
}
