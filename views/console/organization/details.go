package organization

import (
	"context"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/layout"
)

// The tabs of an organization, as used in URLs.
const (
	TabMembers     = "members"
	TabMachines    = "machines"
	TabInvitations = "invitations"
	TabSettings    = "settings"
)

// TabOf is the tab of the members of a kind.
func TabOf(kind models.HolderKind) string {
	if kind == models.HolderApplication {
		return TabMachines
	}
	return TabMembers
}

// Details are shown on every tab of an organization.
type Details struct {
	layout.Record
	Organization *models.Organization // as stored
	Size         models.OrganizationSize
}

// DetailsOf are the details of an organization; apiURL is its URL in the Management API.
func DetailsOf(ctx context.Context, organization *models.Organization, size models.OrganizationSize, apiURL string) Details {
	shell, url := layout.ShellOf(ctx), apiURL+"/organizations/"+organization.ID
	return Details{Organization: organization, Size: size, Record: layout.Record{
		Page: layout.Page{
			Title: organization.Name, CopyID: organization.ID, Area: layout.AreaOrganizations, Label: organization.Name,
			BackURL: shell.Site.Organizations(), BackLabel: locales.T(ctx, "console.organizations.title"), Mark: component.Tile(organization.Name),
		},
		Noun: "organization", Name: organization.Name, URL: shell.Site.Organization(organization.ID), APIURL: url, MayChange: shell.CanChange,
		Pages: []layout.RecordTab{
			{
				Name: TabMembers, Label: locales.T(ctx, "console.organization.members"), Count: size.Members,
				Calls: []component.APICall{{Method: "GET", URL: url + "/users"}},
			},
			{
				Name: TabMachines, Label: locales.T(ctx, "console.organization.machines"), Count: size.Machines,
				Calls: []component.APICall{{Method: "GET", URL: url + "/applications"}},
			},
			{
				Name: TabInvitations, Label: locales.T(ctx, "console.organization.invitations"), Count: size.OpenInvitations,
				Calls: []component.APICall{{Method: "GET", URL: apiURL + "/organization-invitations?organizationId=" + organization.ID}},
			},
			{
				Name: TabSettings, Label: locales.T(ctx, "console.organization.settings"),
				Calls: []component.APICall{
					{Method: "PATCH", URL: url, Body: `{"name": "…", "isMfaRequired": false, "customData": {}}`},
					{Method: "PUT", URL: url + "/jit/email-domains", Body: `{"emailDomains": ["example.com"]}`},
					{Method: "PUT", URL: url + "/jit/roles", Body: `{"organizationRoleIds": ["…"]}`},
					{Method: "DELETE", URL: url},
				},
			},
		},
	}}
}
