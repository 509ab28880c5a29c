package invitation_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/views/component"
	"portico/views/invitation"
	"portico/views/viewtest"
)

func TestPages(t *testing.T) {
	props := func(change ...func(*invitation.JoinProps)) invitation.JoinProps {
		p := invitation.JoinProps{
			Organization: "北风公司", Inviter: "李雷", Invitee: "han@example.com", Roles: []string{"采购", "审核"},
			Action: "/invitation/abc", SignInURL: "/sign-in?invitation=abc", RegisterURL: "/register?invitation=abc",
		}
		for _, apply := range change {
			apply(&p)
		}
		return p
	}
	signedIn := func(p *invitation.JoinProps) { p.Account = &component.Person{Name: "韩梅梅", Identifier: "han"} }
	pages := []struct {
		name string
		page templ.Component
	}{
		{"join", invitation.JoinPage(props())},
		{"join_bare", invitation.JoinPage(props(func(p *invitation.JoinProps) { p.Inviter, p.Roles, p.RegisterURL = "", nil, "" }))},
		{"join_signed_in", invitation.JoinPage(props(signedIn))},
		{"join_gets_address", invitation.JoinPage(props(signedIn, func(p *invitation.JoinProps) { p.GetsAddress = true }))},
		{"join_other_address", invitation.JoinPage(props(signedIn, func(p *invitation.JoinProps) { p.Obstacle = invitation.ObstacleOtherAddress }))},
		{"join_taken", invitation.JoinPage(props(signedIn, func(p *invitation.JoinProps) { p.Obstacle = invitation.ObstacleTaken }))},
		{"joined", invitation.JoinedPage("北风公司")},
		{"ended", invitation.EndedPage()},
	}
	for _, p := range pages {
		viewtest.Golden(t, p.name, func(context.Context) templ.Component { return p.page }, "han@example.com", "han")
	}
}

// Nothing that people or operators chose becomes markup.
func TestPagesEscapeWhatIsGiven(t *testing.T) {
	const evil = `"><script>alert('x')</script>&`
	page := viewtest.Render(t, viewtest.Context("en"), invitation.JoinPage(invitation.JoinProps{
		Organization: evil, Inviter: evil, Invitee: evil, Roles: []string{evil}, Action: evil, SignInURL: evil, RegisterURL: evil,
		Account: &component.Person{Name: evil, Identifier: evil}, Obstacle: invitation.ObstacleOtherAddress,
	}))
	page += viewtest.Render(t, viewtest.Context("en"), invitation.JoinedPage(evil))
	if strings.Contains(page, "<script>alert") {
		t.Error("markup from outside")
	}
}
