package consent

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
)

type (
	blockInput struct {
		OrganizationID string `path:"id"`
		ApplicationID  string `path:"applicationId"`
		Body           struct {
			IsBlocked bool `json:"isBlocked" doc:"Whether the application is kept out of the organization, whatever members allow it"`
		}
	}
	// thirdPartyBody is a third-party application as an organization sees it.
	thirdPartyBody struct {
		ID            string             `json:"id"`
		Name          string             `json:"name" doc:"How the application presents itself"`
		UsersCount    int64              `json:"usersCount" doc:"Members who have allowed it to act in the organization"`
		FeaturedUsers []api.FeaturedUser `json:"featuredUsers" doc:"A few of them, three at most"`
		IsBlocked     bool               `json:"isBlocked"`
	}
)

func (a API) registerBlocks(to *api.API) {
	const path = "/organizations/{id}/third-party-applications"
	api.Register(to, api.Operation{
		ID: "ListOrganizationThirdPartyApplications", Route: "GET " + path, Tag: tagOrganizations, Errors: []int{404},
		Summary:     "List the third-party applications that members have allowed to act in an organization, and those that it blocks",
		Description: "Without page and page_size, all of them are returned.",
	}, a.usedIn)
	api.Register(to, api.Operation{
		ID: "UpdateOrganizationThirdPartyApplication", Route: "PATCH " + path + "/{applicationId}", Tag: tagOrganizations,
		Status: http.StatusNoContent, Errors: []int{404, 422},
		Summary:     "Block a third-party application for an organization, or allow it again",
		Description: "It can be blocked before anyone uses it. What members have allowed counts again once it is allowed.",
	}, a.block)
}

func (a API) usedIn(ctx context.Context, input *withinInput) (*api.List[thirdPartyBody], error) {
	records := tenant.From(ctx).Store
	if _, err := records.Organizations.Get(ctx, input.ID); err != nil {
		return nil, rule.OrMissing("organization "+input.ID, err)
	}
	used, total, err := a.UsedIn(ctx, records, input.ID, input.OrWhole())
	if err != nil {
		return nil, err
	}
	return api.ListedWhole(&input.Page, used, total, thirdPartyBodyOf), nil
}

func (a API) block(ctx context.Context, input *blockInput) (*struct{}, error) {
	return nil, a.Block(ctx, tenant.From(ctx).Store, input.OrganizationID, input.ApplicationID, "", input.Body.IsBlocked)
}

func thirdPartyBodyOf(application *models.ThirdPartyApplication) thirdPartyBody {
	return thirdPartyBody{
		ID: application.ID, Name: application.DisplayName(), UsersCount: application.UsersCount,
		FeaturedUsers: api.Bodies(application.Featured, api.FeaturedUserOf), IsBlocked: application.IsBlocked,
	}
}
