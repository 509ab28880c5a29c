package organization

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
)

type (
	domainsInput struct {
		api.Page
		ID string `path:"id"`
	}
	domainsOutput struct {
		api.Paged
		Body []domainBody
	}
	addDomainInput struct {
		ID   string `path:"id"`
		Body struct {
			EmailDomain string `json:"emailDomain" doc:"Kept in lower case"`
		}
	}
	domainOutput        struct{ Body domainBody }
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
	jitRolesInput struct {
		api.Page
		ID string `path:"id"`
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

// domainBody is a domain whose people join of themselves.
type domainBody struct {
	TenantID       string `json:"tenantId"`
	OrganizationID string `json:"organizationId"`
	EmailDomain    string `json:"emailDomain"`
}

func (s *Service) registerProvisioning(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListOrganizationJitEmailDomains", Method: http.MethodGet, Path: "/organizations/{id}/jit/email-domains", Tag: apiTag,
		Summary: "List the domains whose people join an organization of themselves, by name", Errors: []int{400, 404},
	}, s.apiDomains)
	api.Register(a, api.Operation{
		ID: "CreateOrganizationJitEmailDomain", Method: http.MethodPost, Path: "/organizations/{id}/jit/email-domains", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Let people with a verified address of a domain join an organization of themselves",
		Errors: []int{400, 404, 422},
	}, s.apiAddDomain)
	api.Register(a, api.Operation{
		ID: "ReplaceOrganizationJitEmailDomains", Method: http.MethodPut, Path: "/organizations/{id}/jit/email-domains", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Replace the domains whose people join an organization of themselves",
		Errors: []int{400, 404},
	}, s.apiReplaceDomains)
	api.Register(a, api.Operation{
		ID: "DeleteOrganizationJitEmailDomain", Method: http.MethodDelete,
		Path: "/organizations/{id}/jit/email-domains/{emailDomain}", Tag: apiTag, Status: http.StatusNoContent,
		Summary: "Let people of a domain no longer join; members stay", Errors: []int{400, 404},
	}, s.apiRemoveDomain)
	api.Register(a, api.Operation{
		ID: "ListOrganizationJitRoles", Method: http.MethodGet, Path: "/organizations/{id}/jit/roles", Tag: apiTag,
		Summary: "List the roles of those who join of themselves, by name", Errors: []int{400, 404},
	}, s.apiJITRoles)
	api.Register(a, api.Operation{
		ID: "CreateOrganizationJitRole", Method: http.MethodPost, Path: "/organizations/{id}/jit/roles", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Give roles to those who join of themselves", Errors: []int{400, 404, 422},
	}, s.apiAddJITRoles)
	api.Register(a, api.Operation{
		ID: "ReplaceOrganizationJitRoles", Method: http.MethodPut, Path: "/organizations/{id}/jit/roles", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Replace the roles of those who join of themselves", Errors: []int{400, 404, 422},
	}, s.apiReplaceJITRoles)
	api.Register(a, api.Operation{
		ID: "DeleteOrganizationJitRole", Method: http.MethodDelete,
		Path: "/organizations/{id}/jit/roles/{organizationRoleId}", Tag: apiTag, Status: http.StatusNoContent,
		Summary: "Give a role no longer to those who join of themselves", Errors: []int{400, 404, 422},
	}, s.apiRemoveJITRole)
	s.registerSSOConnectors(a)
}

func (s *Service) apiDomains(ctx context.Context, input *domainsInput) (*domainsOutput, error) {
	records := tenant.From(ctx).Store
	if _, err := orMissing(ctx, records, input.ID); err != nil {
		return nil, err
	}
	domains, err := records.Provisioning.Domains(ctx, input.ID)
	if err != nil {
		return nil, err
	}
	asked := input.Store()
	start := min(asked.Offset, len(domains))
	page := domains[start:min(start+asked.Limit, len(domains))]
	return &domainsOutput{
		Paged: input.Paged(int64(len(domains))),
		Body: bodiesOf(page, func(domain *models.OrganizationJITEmailDomain) domainBody {
			return domainBody{domain.TenantID, domain.OrganizationID, domain.EmailDomain}
		}),
	}, nil
}

func (s *Service) apiAddDomain(ctx context.Context, input *addDomainInput) (*domainOutput, error) {
	domain, err := s.AddEmailDomain(ctx, tenant.From(ctx).Store, input.ID, input.Body.EmailDomain)
	if err != nil {
		return nil, err
	}
	return &domainOutput{Body: domainBody{tenant.From(ctx).ID, input.ID, domain}}, nil
}

func (s *Service) apiReplaceDomains(ctx context.Context, input *replaceDomainsInput) (*struct{}, error) {
	return nil, s.ReplaceEmailDomains(ctx, tenant.From(ctx).Store, input.ID, input.Body.EmailDomains)
}

func (s *Service) apiRemoveDomain(ctx context.Context, input *domainInput) (*struct{}, error) {
	return nil, s.RemoveEmailDomain(ctx, tenant.From(ctx).Store, input.ID, input.EmailDomain)
}

func (s *Service) apiJITRoles(ctx context.Context, input *jitRolesInput) (*rolesOutput, error) {
	records := tenant.From(ctx).Store
	if _, err := orMissing(ctx, records, input.ID); err != nil {
		return nil, err
	}
	roles, err := jitRoles(ctx, records, input.ID)
	if err != nil {
		return nil, err
	}
	paged, roles := cut(&input.Page, roles)
	return &rolesOutput{Paged: paged, Body: bodiesOf(roles, roleBodyOf)}, nil
}

func (s *Service) apiAddJITRoles(ctx context.Context, input *jitRoleIDsInput) (*struct{}, error) {
	return nil, s.AddJITRoles(ctx, tenant.From(ctx).Store, input.ID, input.Body.RoleIDs)
}

func (s *Service) apiReplaceJITRoles(ctx context.Context, input *jitRoleIDsInput) (*struct{}, error) {
	return nil, s.ReplaceJITRoles(ctx, tenant.From(ctx).Store, input.ID, input.Body.RoleIDs)
}

func (s *Service) apiRemoveJITRole(ctx context.Context, input *jitRoleInput) (*struct{}, error) {
	return nil, s.RemoveJITRole(ctx, tenant.From(ctx).Store, input.ID, input.RoleID)
}
