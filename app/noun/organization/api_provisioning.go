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
		ID string `path:"id"`
	}
	addDomainInput struct {
		ID   string `path:"id"`
		Body struct {
			EmailDomain string `json:"emailDomain" doc:"Kept in lower case"`
		}
	}
	replaceDomainsInput struct {
		ID   string `path:"id"`
		Body struct {
			EmailDomains []string `json:"emailDomains" maxItems:"1000"`
		}
	}
	domainInput struct {
		ID          string `path:"id"`
		EmailDomain string `path:"emailDomain"`
	}
	jitRoleIDsInput struct {
		ID   string `path:"id"`
		Body struct {
			RoleIDs []string `json:"organizationRoleIds" maxItems:"1000" doc:"Roles for users"`
		}
	}
	jitRoleInput struct {
		ID     string `path:"id"`
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
		ID: "ListOrganizationJitEmailDomains", Method: http.MethodGet, Path: "/organizations/{id}/jit/email-domains", Tag: tag,
		Summary: "List the domains whose people join an organization of themselves, by name", Errors: []int{400, 404},
	}, a.listDomains)
	api.Register(to, api.Operation{
		ID: "CreateOrganizationJitEmailDomain", Method: http.MethodPost, Path: "/organizations/{id}/jit/email-domains", Tag: tag,
		Status: http.StatusCreated, Summary: "Let people with a verified address of a domain join an organization of themselves",
		Errors: []int{400, 404, 422},
	}, a.addDomain)
	api.Register(to, api.Operation{
		ID: "ReplaceOrganizationJitEmailDomains", Method: http.MethodPut, Path: "/organizations/{id}/jit/email-domains", Tag: tag,
		Status: http.StatusNoContent, Summary: "Replace the domains whose people join an organization of themselves",
		Errors: []int{400, 404},
	}, a.replaceDomains)
	api.Register(to, api.Operation{
		ID: "DeleteOrganizationJitEmailDomain", Method: http.MethodDelete,
		Path: "/organizations/{id}/jit/email-domains/{emailDomain}", Tag: tag, Status: http.StatusNoContent,
		Summary: "Let people of a domain no longer join; members stay", Errors: []int{400, 404},
	}, a.removeDomain)
	api.Register(to, api.Operation{
		ID: "ListOrganizationJitRoles", Method: http.MethodGet, Path: "/organizations/{id}/jit/roles", Tag: tag,
		Summary: "List the roles of those who join of themselves, by name", Errors: []int{400, 404},
	}, a.listJITRoles)
	api.Register(to, api.Operation{
		ID: "CreateOrganizationJitRole", Method: http.MethodPost, Path: "/organizations/{id}/jit/roles", Tag: tag,
		Status: http.StatusCreated, Summary: "Give roles to those who join of themselves", Errors: []int{400, 404, 422},
	}, a.addJITRoles)
	api.Register(to, api.Operation{
		ID: "ReplaceOrganizationJitRoles", Method: http.MethodPut, Path: "/organizations/{id}/jit/roles", Tag: tag,
		Status: http.StatusNoContent, Summary: "Replace the roles of those who join of themselves", Errors: []int{400, 404, 422},
	}, a.replaceJITRoles)
	api.Register(to, api.Operation{
		ID: "DeleteOrganizationJitRole", Method: http.MethodDelete,
		Path: "/organizations/{id}/jit/roles/{organizationRoleId}", Tag: tag, Status: http.StatusNoContent,
		Summary: "Give a role no longer to those who join of themselves", Errors: []int{400, 404, 422},
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
	return api.Listed(&input.Page, cut(input.Store(), domains), int64(len(domains)), func(domain *models.OrganizationJITEmailDomain) domainBody {
		return domainBody{domain.TenantID, domain.OrganizationID, domain.EmailDomain}
	}), nil
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

func (a API) listJITRoles(ctx context.Context, input *provisioningInput) (*api.List[roleBody], error) {
	records := tenant.From(ctx).Store
	if _, err := a.kind().Get(ctx, records, input.ID); err != nil {
		return nil, err
	}
	roles, err := jitRoles(ctx, records, input.ID)
	return pageOf(&input.Page, roles, err, roleBodyOf)
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
