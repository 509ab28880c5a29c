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
	pages := []struct {
		name string
		page func(context.Context) templ.Component
	}{
		{"invitations", func(context.Context) templ.Component { return organization.InvitationsPage(list) }},
		{"invitations_problem", func(ctx context.Context) templ.Component {
			withProblem.Problem = locales.T(ctx, "error.request.rate_limited")
			return organization.InvitationsPage(withProblem)
		}},
		{"invitations_none", func(context.Context) templ.Component {
			return organization.InvitationsPage(organization.InvitationsProps{Details: details})
		}},
		{"invitations_nothing", func(context.Context) templ.Component {
			return organization.InvitationsTable(organization.InvitationsProps{Details: details, Query: "x"})
		}},
		{"invite", func(context.Context) templ.Component { return organization.InvitePage(invite) }},
		{"invite_wrong", func(ctx context.Context) templ.Component {
			wrong := invite
			wrong.HasMail, wrong.Invitee, wrong.Chosen, wrong.Days = false, "han", []string{"r2"}, "30"
			wrong.Errors = map[string]string{
				"invitee": locales.T(ctx, "error.invitation.invitee"), "roles": locales.T(ctx, "error.invitation.machineRole"),
			}
			return organization.InvitePage(wrong)
		}},
		{"invite_without_roles", func(context.Context) templ.Component {
			return organization.InvitePage(organization.InviteProps{Details: details, Days: "1", By: organization.InviteByLink, HasMail: true})
		}},
		{"invited", func(context.Context) templ.Component {
			return organization.InvitedPage(details, "https://id.example/invitation/abc", "han@example.com", made)
		}},
		{"invitation_delete", func(ctx context.Context) templ.Component {
			return organization.InvitationDeletePage(component.ConfirmProps{
				Title: locales.T(ctx, "console.invitation.removeTitle", locales.Data{"Address": "han@example.com"}),
				Text:  locales.T(ctx, "console.invitation.removeText"), Action: "/delete", CancelURL: "/back",
				Label: locales.T(ctx, "console.invitation.remove"), CSRF: layout.CSRFField(),
			}, "北风公司")
		}},
	}
	for _, p := range pages {
		viewtest.Golden(t, p.name, p.page, "han@example.com", "ann@example.com", "han", "org1")
	}
	viewer := viewtest.Render(t, viewtest.AsViewer(viewtest.Context("en")), organization.InvitationsPage(list))
	for _, hidden := range []string{"<form method=\"post\" action=\"/console/organizations", "invitation-new", "/delete"} {
		if strings.Contains(viewer, hidden) {
			t.Errorf("a viewer is offered %s", hidden)
		}
	}
}
