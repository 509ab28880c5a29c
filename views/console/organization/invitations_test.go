package organization_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/organization"
	"portico/views/layout"
	"portico/views/viewtest"
)

func TestInvitationPages(t *testing.T) {
	const made = int64(1_780_000_000_000)
	about := "可以下单"
	buyer, reader := models.OrganizationRole{ID: "r1", Name: "采购", Description: &about}, models.OrganizationRole{ID: "r2", Name: "审核"}
	details := organization.Details{
		Organization: &models.Organization{ID: "org1", Name: "北风公司"}, Size: models.OrganizationSize{Members: 2, OpenInvitations: 1},
		Calls: []component.APICall{{Method: "GET", URL: "https://id.example/api/organization-invitations?organizationId=org1"}},
	}
	userID := "u1"
	invitation := func(status models.InvitationStatus, ends int64, roles ...models.OrganizationRole) models.Invitation {
		return models.Invitation{Roles: roles, OrganizationInvitation: models.OrganizationInvitation{
			ID: "i1", Invitee: "han@example.com", Status: status, ExpiresAt: ends,
		}}
	}
	accepted := invitation(models.InvitationAccepted, made+1)
	accepted.AcceptedUserID = &userID
	list := organization.InvitationsProps{
		Details: details, Now: made, HasMail: true, Pager: component.PagerProps{From: 1, To: 4, Total: 4},
		Invitations: []models.Invitation{
			invitation(models.InvitationPending, made+1, buyer, reader), accepted,
			invitation(models.InvitationRevoked, made+1), invitation(models.InvitationPending, made),
		},
	}
	withProblem := list
	withProblem.HasMail = false
	invite := organization.InviteProps{
		Details: details, Roles: []models.OrganizationRole{buyer, reader}, Days: "7", By: organization.InviteByMail, HasMail: true,
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name:    "invitations",
			Show:    func(context.Context) templ.Component { return organization.InvitationsPage(list) },
			Heading: "北风公司",
			Links: linksOf(
				"org1", "/t/shop/console/organizations/org1/invitations/new", "/t/shop/console/users/u1",
				"/t/shop/console/organizations/org1/invitations/i1/delete",
			),
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/organizations/org1/invitations", Fields: []string{"q="}},
				{To: "POST /t/shop/console/organizations/org1/invitations/i1/send"},
				{To: "POST /t/shop/console/organizations/org1/invitations/i1/revoke"},
			},
			Says: []string{
				"org1", "console.invitation.create", "han@example.com", "console.invitation.pending", "采购", "审核", "2026-05-28T20:26:40Z",
				"console.invitation.sendAgain", "console.invitation.revoke", "han@example.com", "console.invitation.accepted",
				"console.invitation.noRoles", "2026-05-28T20:26:40Z", "console.invitation.remove", "han@example.com",
				"console.invitation.revoked", "console.invitation.noRoles", "2026-05-28T20:26:40Z", "console.invitation.remove",
				"han@example.com", "console.invitation.expired", "console.invitation.noRoles", "2026-05-28T20:26:40Z",
				"console.invitation.remove",
			},
		},
		{
			Name: "invitations problem",
			Show: func(ctx context.Context) templ.Component {
				withProblem.Problem = locales.T(ctx, "error.request.rate_limited")
				return organization.InvitationsPage(withProblem)
			},
			Heading: "北风公司",
			Links: linksOf(
				"org1", "/t/shop/console/organizations/org1/invitations/new", "/t/shop/console/users/u1",
				"/t/shop/console/organizations/org1/invitations/i1/delete",
			),
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/organizations/org1/invitations", Fields: []string{"q="}},
				{To: "POST /t/shop/console/organizations/org1/invitations/i1/revoke"},
			},
			Says: []string{
				"org1", "error.request.rate_limited", "console.invitation.create", "han@example.com", "console.invitation.pending", "采购",
				"审核", "2026-05-28T20:26:40Z", "console.invitation.revoke", "han@example.com", "console.invitation.accepted",
				"console.invitation.noRoles", "2026-05-28T20:26:40Z", "console.invitation.remove", "han@example.com",
				"console.invitation.revoked", "console.invitation.noRoles", "2026-05-28T20:26:40Z", "console.invitation.remove",
				"han@example.com", "console.invitation.expired", "console.invitation.noRoles", "2026-05-28T20:26:40Z",
				"console.invitation.remove",
			},
		},
		{
			Name: "invitations none",
			Show: func(context.Context) templ.Component {
				return organization.InvitationsPage(organization.InvitationsProps{Details: details})
			},
			Heading: "北风公司",
			Links:   linksOf("org1", "/t/shop/console/organizations/org1/invitations/new"),
			Says:    []string{"org1", "console.invitation.none", "console.invitation.create"},
		},
		{
			Name: "invitations nothing",
			Show: func(context.Context) templ.Component {
				return organization.InvitationsTable(organization.InvitationsProps{Details: details, Query: "x"})
			},
			Links: []string{"/t/shop/console/organizations/org1/invitations"},
			Says:  []string{"console.invitation.nothing", "console.invitation.showAll"},
		},
		{
			Name:    "invite",
			Show:    func(context.Context) templ.Component { return organization.InvitePage(invite) },
			Heading: "console.invitation.create",
			Links:   []string{"/t/shop/console/organizations/org1/invitations"},
			Forms: []viewtest.Form{
				{ID: "invite-form", To: "POST /t/shop/console/organizations/org1/invitations/new", Fields: []string{
					"invitee=", "days=7 (1, 3, 30)", "role= (r1, r2)", "by=mail (link)",
				}},
			},
			Says: []string{"console.invitation.submit"},
		},
		{
			Name: "invite wrong",
			Show: func(ctx context.Context) templ.Component {
				wrong := invite
				wrong.HasMail, wrong.Invitee, wrong.Chosen, wrong.Days = false, "han", []string{"r2"}, "30"
				wrong.Errors = map[string]string{
					"invitee": locales.T(ctx, "error.invitation.invitee"), "roles": locales.T(ctx, "error.invitation.machineRole"),
				}
				return organization.InvitePage(wrong)
			},
			Heading: "console.invitation.create",
			Links:   []string{"/t/shop/console/organizations/org1/invitations", "/t/shop/console/connectors"},
			Forms: []viewtest.Form{
				{ID: "invite-form", To: "POST /t/shop/console/organizations/org1/invitations/new", Fields: []string{
					"invitee=han", "days=30 (1, 3, 7)", "role=r2 (r1)",
				}},
			},
			Errors: map[string]string{"invitee": "error.invitation.invitee", "roles": "error.invitation.machineRole"},
			Says:   []string{"console.invitation.noMail", "console.invitation.setUpMail", "console.invitation.submit"},
		},
		{
			Name: "invite without roles",
			Show: func(context.Context) templ.Component {
				return organization.InvitePage(organization.InviteProps{Details: details, Days: "1", By: organization.InviteByLink, HasMail: true})
			},
			Heading: "console.invitation.create",
			Links:   []string{"/t/shop/console/organizations/org1/invitations"},
			Forms: []viewtest.Form{
				{ID: "invite-form", To: "POST /t/shop/console/organizations/org1/invitations/new", Fields: []string{
					"invitee=", "days=1 (3, 7, 30)", "by=link (mail)",
				}},
			},
			Says: []string{"console.invitation.noInvitableRoles", "console.invitation.submit"},
		},
		{
			Name: "invited",
			Show: func(context.Context) templ.Component {
				return organization.InvitedPage(details, "https://id.example/invitation/abc", "han@example.com", made)
			},
			Heading: "console.invitation.linkTitle",
			Links:   []string{"/t/shop/console/organizations/org1/invitations"},
		},
		{
			Name: "invitation delete",
			Show: func(ctx context.Context) templ.Component {
				return organization.InvitationDeletePage(component.ConfirmProps{
					Title: locales.T(ctx, "console.invitation.removeTitle", locales.Data{"Address": "han@example.com"}),
					Text:  locales.T(ctx, "console.invitation.removeText"), Action: "/delete", CancelURL: "/back",
					Label: locales.T(ctx, "console.invitation.remove"), CSRF: layout.CSRFField(),
				}, "北风公司")
			},
			Heading: "console.invitation.removeTitle",
			Links:   []string{"/back"},
			Forms: []viewtest.Form{
				{To: "POST /delete"},
			},
			Says: []string{"console.invitation.removeText", "console.invitation.remove"},
		},
	}, "han@example.com", "ann@example.com", "han", "org1")
	viewer := viewtest.Render(t, viewtest.AsViewer(viewtest.Context("en")), organization.InvitationsPage(list))
	for _, hidden := range []string{"<form method=\"post\" action=\"/console/organizations", "invitation-new", "/delete"} {
		if strings.Contains(viewer, hidden) {
			t.Errorf("a viewer is offered %s", hidden)
		}
	}
}
