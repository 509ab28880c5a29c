package organization

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
)

type (
	provisioningInput struct {
		api.Page
		api.IDPath
	}
	addDomainInput struct {
		api.IDPath
		Body struct {
			EmailDomain string `json:"emailDomain" doc:"Kept in lower case"`
		}
	}
	replaceDomainsInput struct {
		api.IDPath
		Body struct {
			EmailDomains []string `json:"emailDomains" maxItems:"1000"`
		}
	}
	domainInput struct {
		api.IDPath
		EmailDomain string `path:"emailDomain"`
	}
	jitRoleIDsInput struct {
		api.IDPath
		Body struct {
			RoleIDs []string `json:"organizationRoleIds" maxItems:"1000" doc:"Roles for users"`
		}
	}
	jitRoleInput struct {
		api.IDPath
		RoleID string `path:"organizationRoleId"`
	}
)

// domainBody is a domain whose people join automatically.
type domainBody struct {
	TenantID       string `json:"tenantId"`
	OrganizationID string `json:"organizationId"`
	EmailDomain    string `json:"emailDomain"`
}

func (a API) registerProvisioning(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListOrganizationJitEmailDomains", Route: "GET /organizations/{id}/jit/email-domains", Tag: tag, Errors: []int{404},
		Summary: "List the email domains of an organization's just-in-time provisioning, by name",
	}, a.listDomains)
	api.Register(to, api.Operation{
		ID: "CreateOrganizationJitEmailDomain", Route: "POST /organizations/{id}/jit/email-domains", Tag: tag,
		Status: http.StatusCreated, Errors: []int{404, 422},
		Summary: "Add an email domain to an organization's just-in-time provisioning",
	}, a.addDomain)
	api.Register(to, api.Operation{
		ID: "ReplaceOrganizationJitEmailDomains", Route: "PUT /organizations/{id}/jit/email-domains", Tag: tag,
		Status: http.StatusNoContent, Errors: []int{404},
		Summary: "Replace the email domains of an organization's just-in-time provisioning",
	}, a.replaceDomains)
	api.Register(to, api.Operation{
		ID: "DeleteOrganizationJitEmailDomain", Route: "DELETE /organizations/{id}/jit/email-domains/{emailDomain}", Tag: tag,
		Errors: []int{404}, Summary: "Remove an email domain from just-in-time provisioning; members are kept",
	}, a.removeDomain)
	api.Register(to, api.Operation{
		ID: "ListOrganizationJitRoles", Route: "GET /organizations/{id}/jit/roles", Tag: tag, Errors: []int{404},
		Summary: "List the default roles of just-in-time provisioning, by name",
	}, a.listJITRoles)
	api.Register(to, api.Operation{
		ID: "CreateOrganizationJitRole", Route: "POST /organizations/{id}/jit/roles", Tag: tag, Status: http.StatusCreated,
		Errors: []int{404, 422}, Summary: "Add default roles to just-in-time provisioning",
	}, a.addJITRoles)
	api.Register(to, api.Operation{
		ID: "ReplaceOrganizationJitRoles", Route: "PUT /organizations/{id}/jit/roles", Tag: tag, Status: http.StatusNoContent,
		Errors: []int{404, 422}, Summary: "Replace the default roles of just-in-time provisioning",
	}, a.replaceJITRoles)
	api.Register(to, api.Operation{
		ID: "DeleteOrganizationJitRole", Route: "DELETE /organizations/{id}/jit/roles/{organizationRoleId}", Tag: tag,
		Errors: []int{404, 422}, Summary: "Remove a default role from just-in-time provisioning",
	}, a.removeJITRole)
}

func (a API) listDomains(ctx context.Context, input *provisioningInput) (*api.List[domainBody], error) {
	records := tenant.From(ctx).Store
	if _, err := a.kind().Get(ctx, records, input.ID); err != nil {
		return nil, err
	}
	domains, err := records.Provisioning.Domains(ctx, input.ID)
	if err != nil {
		return nil, err
	}
	return pageOf(&input.Page, domains, nil, func(domain *models.OrganizationJITEmailDomain) domainBody {
		return domainBody{domain.TenantID, domain.OrganizationID, domain.EmailDomain}
	})
}

func (a API) addDomain(ctx context.Context, input *addDomainInput) (*api.Output[domainBody], error) {
	domain, err := a.AddEmailDomain(ctx, tenant.From(ctx).Store, input.ID, input.Body.EmailDomain)
	return api.One(&domain, err, func(domain *string) domainBody { return domainBody{tenant.From(ctx).ID, input.ID, *domain} })
}

func (a API) replaceDomains(ctx context.Context, input *replaceDomainsInput) (*struct{}, error) {
	return nil, a.ReplaceEmailDomains(ctx, tenant.From(ctx).Store, input.ID, input.Body.EmailDomains)
}

func (a API) removeDomain(ctx context.Context, input *domainInput) (*struct{}, error) {
	return nil, a.RemoveEmailDomain(ctx, tenant.From(ctx).Store, input.ID, input.EmailDomain)
}

func (a API) listJITRoles(ctx context.Context, input *provisioningInput) (*api.List[api.OrganizationRole], error) {
	records := tenant.From(ctx).Store
	if _, err := a.kind().Get(ctx, records, input.ID); err != nil {
		return nil, err
	}
	roles, err := jitRoles(ctx, records, input.ID)
	return pageOf(&input.Page, roles, err, api.OrganizationRoleOf)
}

func (a API) addJITRoles(ctx context.Context, input *jitRoleIDsInput) (*struct{}, error) {
	return nil, a.AddJITRoles(ctx, tenant.From(ctx).Store, input.ID, input.Body.RoleIDs)
}

func (a API) replaceJITRoles(ctx context.Context, input *jitRoleIDsInput) (*struct{}, error) {
	return nil, a.ReplaceJITRoles(ctx, tenant.From(ctx).Store, input.ID, input.Body.RoleIDs)
}

func (a API) removeJITRole(ctx context.Context, input *jitRoleInput) (*struct{}, error) {
	return nil, a.RemoveJITRole(ctx, tenant.From(ctx).Store, input.ID, input.RoleID)
}
