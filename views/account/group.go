package account

import (
	"context"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/consent"
)

// groups describe what an application may see and do, in the groups of the consent page.
func groups(ctx context.Context, given *models.ConsentDetails) []consent.Group {
	described := consent.UserGroups(ctx, given.UserScopes)
	for _, resource := range given.Resources {
		group := consent.Group{Title: resource.Name}
		for _, scope := range resource.Scopes {
			group.Grants = append(group.Grants, grantOf(scope.Name, scope.Description))
		}
		described = append(described, group)
	}
	if len(given.OrganizationScopes) > 0 {
		group := consent.Group{Title: locales.T(ctx, "account.applications.inOrganizations")}
		for _, scope := range given.OrganizationScopes {
			group.Grants = append(group.Grants, grantOf(scope.Name, scope.Description))
		}
		described = append(described, group)
	}
	return described
}

// grantOf is a scope by its description, if it has one.
func grantOf(name string, description *string) consent.Grant {
	if text := component.Text(description); text != "" {
		return consent.Grant{Title: text}
	}
	return consent.Grant{Title: name}
}

// count is the number of things that an application may see or do.
func count(groups []consent.Group) int {
	total := 0
	for _, group := range groups {
		total += len(group.Grants)
	}
	return total
}
