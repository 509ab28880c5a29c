package servertest

import (
	"portico/fixtures"
	"portico/models"
)

// Shopping loads the example of package fixtures into the default tenant, with
// Password as everyone's password.
func (p *Provider) Shopping() fixtures.Shopping {
	p.t.Helper()
	hash := func(string) (string, error) { return p.Hasher.Hash(p.t.Context(), Password) }
	p.check(fixtures.LoadShopping(p.t.Context(), p.DB, hash))
	return must(fixtures.ReadShopping())(p.t)
}

// Organization creates an organization; change adjusts it first.
func (p *Provider) Organization(name string, change ...func(*models.Organization)) *models.Organization {
	p.t.Helper()
	organization := &models.Organization{ID: models.NewOrganizationID(), Name: name, CustomData: map[string]any{}}
	for _, apply := range change {
		apply(organization)
	}
	p.check(p.Records().Organizations.Insert(p.t.Context(), organization))
	return organization
}

// OrganizationRole creates an organization role of a type that grants scopes of
// resources and organization permissions, by their ids.
func (p *Provider) OrganizationRole(kind models.RoleType, scopeIDs, organizationScopeIDs []string) *models.OrganizationRole {
	p.t.Helper()
	role := &models.OrganizationRole{ID: models.NewID(), Name: "role " + models.NewID(), Type: kind}
	ctx := p.t.Context()
	p.check(p.Records().OrganizationRoles.Insert(ctx, role))
	p.check(p.Records().OrganizationRoles.AddResourceScopes(ctx, role.ID, scopeIDs))
	p.check(p.Records().OrganizationRoles.AddScopes(ctx, role.ID, organizationScopeIDs))
	return role
}
