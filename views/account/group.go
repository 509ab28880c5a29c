package account

import (
	"context"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/consent"
)

// groups describe what an application may see and do, as the consent page did.
func groups(ctx context.Context, given *models.ConsentDetails) []consent.Group {
	described := consent.Groups(ctx, given.UserScopes, given.ResourceScopes)
	if len(given.OrganizationScopes) == 0 {
		return described
	}
	group := consent.Group{Title: locales.T(ctx, "account.applications.inOrganizations")}
	for _, scope := range given.OrganizationScopes {
		group.Grants = append(group.Grants, consent.PermissionGrant(scope.Name, scope.Description, nil))
	}
	return append(described, group)
}

// count is the number of things that an application may see or do.
func count(groups []consent.Group) int {
	total := 0
	for _, group := range groups {
		total += len(group.Grants)
	}
	return total
}

// LogoOf is the logo of an application.
func LogoOf(experience *models.ApplicationSignInExperience) component.Logo {
	return component.Logo{URL: experience.Branding.LogoURL, DarkURL: experience.Branding.DarkLogoURL}
}
