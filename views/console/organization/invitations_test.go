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
	details := func(ctx context.Context) organization.Details {
		return organization.DetailsOf(ctx, &models.Organization{ID: "org1", Name: "北风公司"}, models.OrganizationSize{Members: 2, OpenInvitations: 1}, api)
	}
	userID := "u1"
	invitation := func(status models.InvitationStatus, ends int64, roles ...models.OrganizationRole) models.Invitation {
		return models.Invitation{Roles: roles, OrganizationInvitation: models.OrganizationInvitation{
			ID: "i1", Invitee: "han@example.com", Status: status, ExpiresAt: ends,
		}}
	}
	accepted := invitation(models.InvitationAccepted, made+1)
	accepted.AcceptedUserID = &userID
	list := organization.Invitations{Now: made, HasMail: true, Rows: []models.Invitation{
		invitation(models.InvitationPending, made+1, buyer, reader), accepted,
		invitation(models.InvitationRevoked, made+1), invitation(models.InvitationPending, made),
	}}
	tab := func(ctx context.Context, invitations organization.Invitations) templ.Component {
		return details(ctx).Invitations(ctx, component.ListProps{
			URL: "/t/shop/console/organizations/org1/invitations", Count: 4, Pager: component.PagerProps{From: 1, To: 4, Total: 4},
		}, invitations).Whole()
	}
	invite := func(ctx context.Context, roles []models.OrganizationRole, hasMail bool, values organization.Invite, errors map[string]string) templ.Component {
		return details(ctx).InvitePage(ctx, component.APICall{Method: "POST", URL: api}).With(details(ctx).InviteForm(roles, hasMail, layout.Form[organization.Invite]{
			Values: values, Action: "/t/shop/console/organizations/org1/invitations/new", Errors: errors,
		}))
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name:    "invitations",
			Show:    func(ctx context.Context) templ.Component { return tab(ctx, list) },
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
				"console.organization.noRoles", "2026-05-28T20:26:40Z", "console.invitation.remove", "han@example.com",
				"console.invitation.revoked", "console.organization.noRoles", "2026-05-28T20:26:40Z", "console.invitation.remove",
				"han@example.com", "console.invitation.expired", "console.organization.noRoles", "2026-05-28T20:26:40Z",
				"console.invitation.remove",
			},
		},
		{
			Name: "invitations problem",
			Show: func(ctx context.Context) templ.Component {
				withProblem := list
				withProblem.HasMail, withProblem.Problem = false, locales.T(ctx, "error.request.rate_limited")
				return tab(ctx, withProblem)
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
				"console.organization.noRoles", "2026-05-28T20:26:40Z", "console.invitation.remove", "han@example.com",
				"console.invitation.revoked", "console.organization.noRoles", "2026-05-28T20:26:40Z", "console.invitation.remove",
				"han@example.com", "console.invitation.expired", "console.organization.noRoles", "2026-05-28T20:26:40Z",
				"console.invitation.remove",
			},
		},
		{
			Name: "invitations none",
			Show: func(ctx context.Context) templ.Component {
				return details(ctx).Invitations(ctx, component.ListProps{}, organization.Invitations{}).Whole()
			},
			Heading: "北风公司",
			Links:   linksOf("org1", "/t/shop/console/organizations/org1/invitations/new"),
			Says:    []string{"org1", "console.invitation.none", "console.invitation.create"},
		},
		{
			Name: "invitations nothing",
			Show: func(ctx context.Context) templ.Component {
				return component.ListPart(details(ctx).Invitations(ctx, component.ListProps{Query: "x"}, organization.Invitations{}).Panel)
			},
			Links: []string{"/t/shop/console/organizations/org1/invitations"},
			Says:  []string{"console.invitation.nothing", "console.invitation.showAll"},
		},
		{
			Name: "invite",
			Show: func(ctx context.Context) templ.Component {
				return invite(ctx, []models.OrganizationRole{buyer, reader}, true, organization.Invite{Days: "7", By: organization.InviteByMail}, nil)
			},
			Heading: "console.invitation.create",
			Links:   []string{"/t/shop/console/organizations/org1/invitations"},
			Forms: []viewtest.Form{
				{ID: "invite-form", To: "POST /t/shop/console/organizations/org1/invitations/new", Fields: []string{
					"invitee=", "days=7 (1, 3, 30)", "organizationRoleIds= (r1, r2)", "by=mail (link)",
				}},
			},
			Says: []string{"console.invitation.submit"},
		},
		{
			Name: "invite wrong",
			Show: func(ctx context.Context) templ.Component {
				wrong := organization.Invite{Invitee: "han", Roles: []string{"r2"}, Days: "30"}
				return invite(ctx, []models.OrganizationRole{buyer, reader}, false, wrong, map[string]string{
					"invitee": locales.T(ctx, "error.invitation.invitee"), organization.FieldRoles: locales.T(ctx, "error.invitation.machineRole"),
				})
			},
			Heading: "console.invitation.create",
			Links:   []string{"/t/shop/console/organizations/org1/invitations", "/t/shop/console/connectors"},
			Forms: []viewtest.Form{
				{ID: "invite-form", To: "POST /t/shop/console/organizations/org1/invitations/new", Fields: []string{
					"invitee=han", "days=30 (1, 3, 7)", "organizationRoleIds=r2 (r1)",
				}},
			},
			Errors: map[string]string{"invitee": "error.invitation.invitee", "organizationRoleIds": "error.invitation.machineRole"},
			Says:   []string{"console.invitation.noMail", "console.invitation.setUpMail", "console.invitation.submit"},
		},
		{
			Name: "invite without roles",
			Show: func(ctx context.Context) templ.Component {
				return invite(ctx, nil, true, organization.Invite{Days: "1", By: organization.InviteByLink}, nil)
			},
			Heading: "console.invitation.create",
			Links:   []string{"/t/shop/console/organizations/org1/invitations", "/t/shop/console/organization-template"},
			Forms: []viewtest.Form{
				{ID: "invite-form", To: "POST /t/shop/console/organizations/org1/invitations/new", Fields: []string{
					"invitee=", "days=1 (3, 7, 30)", "by=link (mail)",
				}},
			},
			Says: []string{"console.organization.templateNoRoles", "console.invitation.submit"},
		},
		{
			Name: "invited",
			Show: func(ctx context.Context) templ.Component {
				sent := invitation(models.InvitationPending, made)
				return details(ctx).InvitedPage(ctx, &sent, "https://id.example/invitation/abc")
			},
			Heading: "console.invitation.linkTitle",
			Links:   []string{"/t/shop/console/organizations/org1/invitations"},
		},
		{
			Name: "invitation delete",
			Show: func(ctx context.Context) templ.Component {
				return details(ctx).ConfirmPage(component.ConfirmProps{
					Title: locales.T(ctx, "console.invitation.removeTitle", locales.Data{"Address": "han@example.com"}),
					Text:  locales.T(ctx, "console.invitation.removeText"), Action: "/delete", CancelURL: "/back",
					Label: locales.T(ctx, "console.invitation.remove"), CSRF: layout.CSRFField(),
				})
			},
			Heading: "console.invitation.removeTitle",
			Links:   []string{"/back"},
			Forms: []viewtest.Form{
				{To: "POST /delete"},
			},
			Says: []string{"console.invitation.removeText", "console.invitation.remove"},
		},
	}, "han@example.com", "ann@example.com", "han", "org1")
	asViewer := viewtest.AsViewer(viewtest.Context("en"))
	viewer := viewtest.Render(t, asViewer, tab(asViewer, list))
	for _, hidden := range []string{"<form method=\"post\" action=\"/console/organizations", "invitation-new", "/delete"} {
		if strings.Contains(viewer, hidden) {
			t.Errorf("a viewer is offered %s", hidden)
		}
	}
}
