package consent

import (
	"context"
	"slices"
	"strings"

	"portico/locales"
	"portico/models"
)

// Group is a heading with the grants under it.
type Group struct {
	Title  string
	Grants []Grant
}

// Grant is one thing that the application gets access to.
type Grant struct {
	Title string
	About string // optional
}

// Groups describe the scopes about the user and those of API resources, the latter in
// the order given.
func Groups(ctx context.Context, scopes []string, ofResources []models.ResourceScope) []Group {
	groups := UserGroups(ctx, scopes)
	offline := len(groups)
	if slices.Contains(scopes, "offline_access") {
		offline--
	}
	var resources []Group
	for _, scope := range ofResources {
		title := locales.T(ctx, "consent.group.resource", locales.Data{"Resource": scope.Resource.Name})
		if last := len(resources) - 1; last < 0 || resources[last].Title != title {
			resources = append(resources, Group{Title: title})
		}
		last := &resources[len(resources)-1]
		last.Grants = append(last.Grants, PermissionGrant(scope.Name, scope.Description, nil))
	}
	return slices.Concat(groups[:offline], resources, groups[offline:])
}

// PermissionGrant describes a permission: what it is for, or else its name. A resource
// is named where several may be mixed.
func PermissionGrant(name string, description *string, resource *models.Resource) Grant {
	grant := Grant{Title: name}
	if description != nil && *description != "" {
		grant = Grant{Title: *description, About: name}
	}
	if resource != nil {
		grant.About = strings.TrimPrefix(grant.About+" · "+resource.Name, " · ")
	}
	return grant
}

// UserGroups describe the scopes about the user, in groups and in
// the order of the scopes: openid, the claims scopes of OpenID Connect Core
// 1.0, section 5.4, and the product's own. Other scopes are left out.
func UserGroups(ctx context.Context, scopes []string) []Group {
	identity := Group{Title: locales.T(ctx, "consent.group.identity")}
	offline := Group{Title: locales.T(ctx, "consent.group.offline")}
	for _, scope := range scopes {
		grant, ok := userGrant(ctx, scope)
		switch {
		case !ok:
		case scope == "offline_access":
			offline.Grants = append(offline.Grants, grant)
		default:
			identity.Grants = append(identity.Grants, grant)
		}
	}
	var groups []Group
	for _, group := range []Group{identity, offline} {
		if len(group.Grants) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

func userGrant(ctx context.Context, scope string) (Grant, bool) {
	var grant Grant
	switch scope {
	case "openid":
		grant = Grant{locales.T(ctx, "consent.scope.openid.title"), locales.T(ctx, "consent.scope.openid.about")}
	case "profile":
		grant = Grant{locales.T(ctx, "consent.scope.profile.title"), locales.T(ctx, "consent.scope.profile.about")}
	case "email":
		grant = Grant{locales.T(ctx, "consent.scope.email.title"), locales.T(ctx, "consent.scope.email.about")}
	case "phone":
		grant = Grant{locales.T(ctx, "consent.scope.phone.title"), locales.T(ctx, "consent.scope.phone.about")}
	case "address":
		grant = Grant{locales.T(ctx, "consent.scope.address.title"), locales.T(ctx, "consent.scope.address.about")}
	case "offline_access":
		grant = Grant{locales.T(ctx, "consent.scope.offlineAccess.title"), locales.T(ctx, "consent.scope.offlineAccess.about")}
	case "roles":
		grant = Grant{locales.T(ctx, "consent.scope.roles.title"), locales.T(ctx, "consent.scope.roles.about")}
	case models.ScopeOrganizations:
		grant = Grant{locales.T(ctx, "consent.scope.organizations.title"), locales.T(ctx, "consent.scope.organizations.about")}
	case "urn:logto:scope:organization_roles":
		grant = Grant{locales.T(ctx, "consent.scope.organizationRoles.title"), locales.T(ctx, "consent.scope.organizationRoles.about")}
	case "custom_data":
		grant = Grant{locales.T(ctx, "consent.scope.customData.title"), locales.T(ctx, "consent.scope.customData.about")}
	}
	return grant, grant.Title != ""
}
