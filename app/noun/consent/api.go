package consent

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
)

// API serves what users have allowed third-party applications, and what organizations
// allow.
type API struct{ *Service }

// Tags of the routes in the OpenAPI document.
const (
	tagUsers         = "Users"
	tagApplications  = "Applications"
	tagOrganizations = "Organizations"
)

type (
	userInput struct {
		api.Page
		UserID string `path:"userId"`
	}
	withinInput struct {
		api.Page
		api.IDPath
	}
	consentInput struct {
		UserID        string `path:"userId"`
		ApplicationID string `path:"applicationId"`
	}
)

// Register adds the routes.
func (a API) Register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListUserConsents", Route: "GET /users/{userId}/consents", Tag: tagUsers, Errors: []int{404},
		Summary:     "List what a user has allowed third-party applications, the latest first",
		Description: "Without page and page_size, all of it is returned.",
	}, a.ofUser)
	api.Register(to, api.Operation{
		ID: "DeleteUserConsent", Route: "DELETE /users/{userId}/consents/{applicationId}", Tag: tagUsers, Errors: []int{404},
		Summary: "Take back everything that a user has allowed a third-party application, and revoke its grants from the user",
	}, a.revokeConsent)
	api.Register(to, api.Operation{
		ID: "ListApplicationConsents", Route: "GET /applications/{id}/consents", Tag: tagApplications, Errors: []int{404},
		Summary:     "List the users who have allowed a third-party application something, the latest first",
		Description: "Without page and page_size, all of them are returned.",
	}, a.ofApplication)
	a.registerOrganizations(to)
	a.registerBlocks(to)
}

func (a API) ofUser(ctx context.Context, input *userInput) (*api.List[userConsentBody], error) {
	records := tenant.From(ctx).Store
	if err := noun.CheckHolder(ctx, records, models.UserHolder(input.UserID)); err != nil {
		return nil, err
	}
	consents, total, err := a.OfUser(ctx, records, input.UserID, input.OrWhole())
	if err != nil {
		return nil, err
	}
	return api.ListedWhole(&input.Page, consents, total, userConsentBodyOf), nil
}

func (a API) revokeConsent(ctx context.Context, input *consentInput) (*struct{}, error) {
	return nil, a.Revoke(ctx, tenant.From(ctx).Store, input.UserID, input.ApplicationID)
}

func (a API) ofApplication(ctx context.Context, input *withinInput) (*api.List[applicationConsentBody], error) {
	records := tenant.From(ctx).Store
	if _, err := readApplication(ctx, records, input.ID); err != nil {
		return nil, err
	}
	users, total, err := a.OfApplication(ctx, records, input.ID, input.OrWhole())
	if err != nil {
		return nil, err
	}
	return api.ListedWhole(&input.Page, users, total, applicationConsentBodyOf), nil
}
