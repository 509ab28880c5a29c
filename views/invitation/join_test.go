package invitation_test

import (
	"context"
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
	join := func(p invitation.JoinProps) func(context.Context) templ.Component {
		return func(context.Context) templ.Component { return invitation.JoinPage(p) }
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name:    "join",
			Show:    join(props()),
			Heading: "invitation.join.title",
			Links:   []string{"/sign-in?invitation=abc", "/register?invitation=abc"},
			Says: []string{
				"invitation.join.leadBy", "han@example.com", "invitation.join.roles", "采购", "审核", "invitation.join.signInFirst",
				"invitation.join.signIn", "invitation.join.register",
			},
		},
		{
			Name:    "join bare",
			Show:    join(props(func(p *invitation.JoinProps) { p.Inviter, p.Roles, p.RegisterURL = "", nil, "" })),
			Heading: "invitation.join.title",
			Links:   []string{"/sign-in?invitation=abc"},
			Says:    []string{"invitation.join.lead", "han@example.com", "invitation.join.signInFirst", "invitation.join.signIn"},
		},
		{
			Name:    "join signed in",
			Show:    join(props(signedIn)),
			Heading: "invitation.join.title",
			Links:   []string{"/sign-in?invitation=abc"},
			Forms: []viewtest.Form{
				{ID: "join-form", To: "POST /invitation/abc"},
			},
			Says: []string{
				"invitation.join.leadBy", "han@example.com", "invitation.join.roles", "采购", "审核", "韩梅梅", "han", "invitation.join.submit",
				"invitation.join.another",
			},
		},
		{
			Name:    "join gets address",
			Show:    join(props(signedIn, func(p *invitation.JoinProps) { p.GetsAddress = true })),
			Heading: "invitation.join.title",
			Links:   []string{"/sign-in?invitation=abc"},
			Forms: []viewtest.Form{
				{ID: "join-form", To: "POST /invitation/abc"},
			},
			Says: []string{
				"invitation.join.leadBy", "han@example.com", "invitation.join.roles", "采购", "审核", "韩梅梅", "han",
				"invitation.join.getsAddress", "invitation.join.submit", "invitation.join.another",
			},
		},
		{
			Name:    "join other address",
			Show:    join(props(signedIn, func(p *invitation.JoinProps) { p.Obstacle = invitation.ObstacleOtherAddress })),
			Heading: "invitation.join.title",
			Links:   []string{"/sign-in?invitation=abc", "/register?invitation=abc"},
			Says: []string{
				"invitation.join.leadBy", "han@example.com", "invitation.join.roles", "采购", "审核", "韩梅梅", "han",
				"invitation.join.otherAddress", "invitation.join.another", "invitation.join.register",
			},
		},
		{
			Name:    "join taken",
			Show:    join(props(signedIn, func(p *invitation.JoinProps) { p.Obstacle = invitation.ObstacleTaken })),
			Heading: "invitation.join.title",
			Links:   []string{"/sign-in?invitation=abc"},
			Says: []string{
				"invitation.join.leadBy", "han@example.com", "invitation.join.roles", "采购", "审核", "韩梅梅", "han", "invitation.join.taken",
				"invitation.join.another",
			},
		},
		{
			Name:    "joined",
			Show:    func(context.Context) templ.Component { return invitation.JoinedPage("北风公司") },
			Heading: "invitation.joined.title",
			Says:    []string{"invitation.joined.lead", "invitation.joined.advice"},
		},
		{
			Name:    "ended",
			Show:    func(context.Context) templ.Component { return invitation.EndedPage() },
			Heading: "invitation.ended.title",
			Says:    []string{"invitation.ended.lead", "invitation.ended.advice"},
		},
	}, "han@example.com", "han")
}

// Texts from users or operators are escaped.
func TestPagesEscapeProps(t *testing.T) {
	evil := viewtest.Markup
	viewtest.Escapes(t, map[string]templ.Component{
		"join": invitation.JoinPage(invitation.JoinProps{
			Organization: evil, Inviter: evil, Invitee: evil, Roles: []string{evil}, Action: evil, SignInURL: evil, RegisterURL: evil,
			Account: &component.Person{Name: evil, Identifier: evil}, Obstacle: invitation.ObstacleOtherAddress,
		}),
		"joined": invitation.JoinedPage(evil),
	})
}
