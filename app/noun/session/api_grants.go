package session

import (
	"context"
	"fmt"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

type grantBody struct {
	ID          string           `json:"id"`
	Payload     grantPayload     `json:"payload"`
	ExpiresAt   int64            `json:"expiresAt" doc:"Milliseconds since 1970"`
	Application grantApplication `json:"application"`
}

type grantPayload struct {
	ExpiresAt int64  `json:"exp" doc:"Seconds since 1970"`
	IssuedAt  int64  `json:"iat" doc:"Seconds since 1970"`
	ID        string `json:"jti" doc:"The ID of the grant"`
	Kind      string `json:"kind" enum:"Grant"`
	ClientID  string `json:"clientId" doc:"The application"`
	AccountID string `json:"accountId" doc:"The user"`
}

type grantApplication struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type (
	grantsInput struct {
		UserID  string `path:"userId"`
		AppType string `query:"appType" enum:"firstParty,thirdParty" doc:"Only grants to third-party applications, or only to first-party ones"`
	}
	grantsOutput struct {
		Body struct {
			Grants []grantBody `json:"grants"`
		}
	}
	grantInput struct {
		UserID  string `path:"userId"`
		GrantID string `path:"grantId"`
	}
)

func (a API) registerGrants(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListUserGrants", Route: "GET /users/{userId}/grants", Tag: apiTag, Errors: []int{400, 404},
		Summary: "List a user's grants to applications, newest first",
	}, a.grants)
	api.Register(to, api.Operation{
		ID: "DeleteUserGrant", Route: "DELETE /users/{userId}/grants/{grantId}", Tag: apiTag, Errors: []int{400, 404},
		Summary: "Revoke a grant and all its tokens",
		Description: "Of a third-party application, this also takes back what the user has allowed it, so that it has to ask again, " +
			"and revokes its other grants from the user.",
	}, a.revokeGrant)
}

func (a API) grants(ctx context.Context, input *grantsInput) (*grantsOutput, error) {
	if err := checkUser(ctx, input.UserID); err != nil {
		return nil, err
	}
	grants, err := tenant.From(ctx).Store.Grants.ListOfUser(ctx, input.UserID, a.Now().UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read grants: %w", err)
	}
	names, err := applicationNames(ctx, grants, input.AppType)
	if err != nil {
		return nil, fmt.Errorf("read names of applications: %w", err)
	}
	output := new(grantsOutput)
	output.Body.Grants = make([]grantBody, 0, len(grants))
	for i := range grants {
		if name, isListed := names[grants[i].ApplicationID]; isListed {
			output.Body.Grants = append(output.Body.Grants, bodyOfGrant(&grants[i], name))
		}
	}
	return output, nil
}

func (a API) revokeGrant(ctx context.Context, input *grantInput) (*struct{}, error) {
	return nil, api.MissingAs(codeNoGrant, a.RevokeGrant(ctx, tenant.From(ctx).Store, input.UserID, input.GrantID))
}

// applicationNames maps the applications of grants to their names: all, or only
// those of a type.
func applicationNames(ctx context.Context, grants []models.Grant, appType string) (map[string]string, error) {
	ids := make([]string, 0, len(grants))
	for _, grant := range grants {
		ids = append(ids, grant.ApplicationID)
	}
	records := tenant.From(ctx).Store
	if appType == "" {
		return records.Applications.Names(ctx, ids)
	}
	isThirdParty := appType == "thirdParty"
	applications, _, err := records.Applications.List(ctx, store.ApplicationFilter{
		IsThirdParty: &isThirdParty,
		Search: store.Search{
			Terms:           []store.SearchTerm{{Field: "id", Mode: store.SearchExact, Values: ids}},
			IsCaseSensitive: true,
		},
	}, store.Page{})
	names := make(map[string]string, len(applications))
	for _, application := range applications {
		names[application.ID] = application.Name
	}
	return names, err
}

func bodyOfGrant(grant *models.Grant, applicationName string) grantBody {
	return grantBody{
		ID: grant.ID,
		Payload: grantPayload{
			ExpiresAt: grant.ExpiresAt / 1000, IssuedAt: grant.CreatedAt / 1000, ID: grant.ID, Kind: "Grant",
			ClientID: grant.ApplicationID, AccountID: grant.UserID,
		},
		ExpiresAt:   grant.ExpiresAt,
		Application: grantApplication{ID: grant.ApplicationID, Name: applicationName},
	}
}
