package organization

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// registerMemberships adds the routes below users and below applications.
func (a API) registerMemberships(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListUserOrganizations", Route: "GET /users/{userId}/organizations", Tag: "Users", Errors: []int{404},
		Summary: "List the organizations of a user with the roles there, by name",
	}, a.listOfUser)
	api.Register(to, api.Operation{
		ID: "ListApplicationOrganizations", Route: "GET /applications/{id}/organizations", Tag: "Applications", Errors: []int{404},
		Summary: "List the organizations of a machine with its roles there, by name",
	}, a.listOfApplication)
}

func (a API) listOfUser(ctx context.Context, input *struct{ api.HolderPath }) (*api.Output[[]organizationBody], error) {
	found, err := memberships(ctx, tenant.From(ctx).Store, input.Holder())
	return api.One(&found, err, func(found *[]models.Membership) []organizationBody { return api.Bodies(*found, membershipBodyOf) })
}

func (a API) listOfApplication(ctx context.Context, input *struct {
	api.Page
	api.HolderPath
},
) (*api.List[organizationBody], error) {
	found, err := memberships(ctx, tenant.From(ctx).Store, input.Holder())
	return pageOf(&input.Page, found, err, membershipBodyOf)
}

// memberships lists the organizations of a holder. Fault: entity.not_found.
func memberships(ctx context.Context, records *store.Store, holder models.Holder) ([]models.Membership, error) {
	if _, err := noun.HolderName(ctx, records, holder); err != nil {
		return nil, err
	}
	return records.Members.Memberships(ctx, holder)
}

// pageOf is the requested page of rows that have all been read, or err; all rows if
// no page is requested.
func pageOf[T, B any](page *api.Page, rows []T, err error, body func(*T) B) (*api.List[B], error) {
	if err != nil {
		return nil, err
	}
	return api.ListedWhole(page, cut(page.OrWhole(), rows), int64(len(rows)), body), nil
}

// cut is the page of all rows; a limit of 0 means no limit.
func cut[T any](page store.Page, rows []T) []T {
	if page.Limit == 0 {
		return rows
	}
	start := min(page.Offset, len(rows))
	return rows[start:min(start+page.Limit, len(rows))]
}
