package consent

import (
	"maps"
	"slices"

	"portico/app/edge/api"
	"portico/models"
)

// ConsentBody is what a user has allowed an application; exported because huma ignores
// unexported embedded types.
type ConsentBody struct {
	UserScopes         []string            `json:"userScopes" doc:"Scopes about the user"`
	OrganizationScopes []string            `json:"organizationScopes" doc:"Permissions within the organizations"`
	ResourceScopes     []resourceScopes    `json:"resourceScopes"`
	Organizations      []organizationGiven `json:"organizations" doc:"The organizations in which the application may act"`
	CreatedAt          int64               `json:"createdAt" doc:"Milliseconds since 1970"`
	UpdatedAt          int64               `json:"updatedAt" doc:"When the user last agreed, in milliseconds since 1970"`
}

type resourceScopes struct {
	ResourceID string   `json:"resourceId"`
	Scopes     []string `json:"scopes"`
}

type organizationGiven struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	IsBlocked bool   `json:"isBlocked" doc:"Whether the organization blocks the application"`
	CreatedAt int64  `json:"createdAt" doc:"Milliseconds since 1970"`
}

// userConsentBody is a consent in the list of a user.
type userConsentBody struct {
	Application api.Named `json:"application"`
	ConsentBody
}

// applicationConsentBody is a consent in the list of an application.
type applicationConsentBody struct {
	User api.FeaturedUser `json:"user"`
	ConsentBody
}

func userConsentBodyOf(consent *models.ConsentDetails) userConsentBody {
	return userConsentBody{
		api.Named{ID: consent.ApplicationID, Name: consent.Name()}, bodyOf(&consent.Consent, consent.Organizations),
	}
}

func applicationConsentBodyOf(consent *models.ConsentingUser) applicationConsentBody {
	return applicationConsentBody{api.FeaturedUserOf(&consent.User), bodyOf(&consent.Consent, consent.Organizations)}
}

func bodyOf(consent *models.Consent, organizations []models.ConsentedOrganization) ConsentBody {
	body := ConsentBody{
		UserScopes:         append([]string{}, consent.Scopes[models.ConsentedUserData]...),
		OrganizationScopes: append([]string{}, consent.Scopes[models.ConsentedOrganizations]...),
		ResourceScopes:     []resourceScopes{}, CreatedAt: consent.CreatedAt, UpdatedAt: consent.UpdatedAt,
		Organizations: api.Bodies(organizations, func(given *models.ConsentedOrganization) organizationGiven {
			return organizationGiven{ID: given.ID, Name: given.Name, IsBlocked: given.IsBlocked, CreatedAt: given.Since}
		}),
	}
	for _, key := range slices.Sorted(maps.Keys(consent.Scopes)) {
		if key != models.ConsentedUserData && key != models.ConsentedOrganizations {
			body.ResourceScopes = append(body.ResourceScopes, resourceScopes{key, consent.Scopes[key]})
		}
	}
	return body
}
