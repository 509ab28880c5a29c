package organization

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
)

type (
	userOrganizationsInput struct {
		UserID string `path:"userId"`
	}
	userOrganizationsOutput struct{ Body []organizationBody }

	applicationOrganizationsInput struct {
		api.Page
		ID string `path:"id"`
	}
	applicationOrganizationsOutput struct {
		api.Paged
		Body []organizationBody
	}
)

func (s *Service) registerMemberships(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListUserOrganizations", Method: http.MethodGet, Path: "/users/{userId}/organizations", Tag: "Users",
		Summary: "List the organizations of a user with the roles there, by name", Errors: []int{400, 404},
	}, s.apiUserOrganizations)
	api.Register(a, api.Operation{
		ID: "ListApplicationOrganizations", Method: http.MethodGet, Path: "/applications/{id}/organizations", Tag: "Applications",
		Summary: "List the organizations of a machine with its roles there, by name", Errors: []int{400, 404},
	}, s.apiApplicationOrganizations)
}

func (s *Service) apiUserOrganizations(ctx context.Context, input *userOrganizationsInput) (*userOrganizationsOutput, error) {
	records := tenant.From(ctx).Store
	if _, err := records.Users.Get(ctx, input.UserID); err != nil {
		return nil, rule.OrMissing("user "+input.UserID, err)
	}
	memberships, err := records.Members.Memberships(ctx, models.UserHolder(input.UserID))
	if err != nil {
		return nil, err
	}
	return &userOrganizationsOutput{Body: bodiesOf(memberships, membershipBodyOf)}, nil
}

func (s *Service) apiApplicationOrganizations(ctx context.Context, input *applicationOrganizationsInput) (
	*applicationOrganizationsOutput, error,
) {
	records := tenant.From(ctx).Store
	if _, err := records.Applications.Get(ctx, input.ID); err != nil {
		return nil, rule.OrMissing("application "+input.ID, err)
	}
	memberships, err := records.Members.Memberships(ctx, models.ApplicationHolder(input.ID))
	if err != nil {
		return nil, err
	}
	paged, memberships := cut(&input.Page, memberships)
	return &applicationOrganizationsOutput{Paged: paged, Body: bodiesOf(memberships, membershipBodyOf)}, nil
}
