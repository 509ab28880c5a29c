package consent

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"portico/models"
	"portico/models/store"
)

// Organization is one of the user's organizations.
type Organization struct {
	models.Membership
	// IsAllowed reports that the user has allowed the application to act there before.
	IsAllowed bool
	// Unavailable is why it cannot be chosen; "" if it can.
	Unavailable Unavailable
}

// Unavailable is a reason why an application gets no access to an organization.
type Unavailable string

// The reasons.
const (
	Blocked     Unavailable = "blocked"     // the organization does not allow the application
	MFARequired Unavailable = "mfaRequired" // the organization requires a second factor
)

func organizations(ctx context.Context, records *store.Store, userID, applicationID string) ([]Organization, error) {
	memberships, err := records.Members.Memberships(ctx, models.UserHolder(userID))
	if err != nil {
		return nil, fmt.Errorf("list organizations of user %s: %w", userID, err)
	}
	allowed, _, err := records.ConsentOrganizations.Of(ctx, userID, applicationID, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("list consents of user %s: %w", userID, err)
	}
	ids := make([]string, 0, len(memberships))
	for _, membership := range memberships {
		ids = append(ids, membership.ID)
	}
	blocked, err := records.ConsentOrganizations.BlockedIn(ctx, applicationID, ids)
	if err != nil {
		return nil, fmt.Errorf("list organizations that block application %s: %w", applicationID, err)
	}
	found := make([]Organization, 0, len(memberships))
	for _, membership := range memberships {
		organization := Organization{Membership: membership}
		organization.IsAllowed = slices.ContainsFunc(allowed, func(o models.Organization) bool { return o.ID == membership.ID })
		switch {
		case slices.Contains(blocked, membership.ID):
			organization.Unavailable = Blocked
		case membership.IsMFARequired: // no user has a second factor in this version
			organization.Unavailable = MFARequired
		}
		found = append(found, organization)
	}
	return found, nil
}

// Organization finds one of the user's organizations; nil if they are not a member.
func (p *Prompt) Organization(id string) *Organization {
	i := slices.IndexFunc(p.Organizations, func(o Organization) bool { return o.ID == id })
	if i < 0 {
		return nil
	}
	return &p.Organizations[i]
}

// Chosen is the organization that the page preselects: the one with this id, the one
// that the request names, or the first; nil if none can be chosen.
func (p *Prompt) Chosen(id string) *Organization {
	for _, wanted := range []string{id, p.Requested()} {
		if found := p.Organization(wanted); found != nil && found.Unavailable == "" {
			return found
		}
	}
	i := slices.IndexFunc(p.Organizations, func(o Organization) bool { return o.Unavailable == "" })
	if i < 0 {
		return nil
	}
	return &p.Organizations[i]
}

// Matching lists the organizations whose names contain the text, ignoring case.
func (p *Prompt) Matching(text string) []Organization {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return p.Organizations
	}
	var found []Organization
	for _, organization := range p.Organizations {
		if strings.Contains(strings.ToLower(organization.Name), text) {
			found = append(found, organization)
		}
	}
	return found
}

// Permission is what the application would have in an organization.
type Permission struct {
	ID, Name    string
	Description *string
	Resource    *models.Resource // nil for a permission of organizations
}

// Permissions lists what the application would have in each of the organizations: what
// is offered and granted by the user's roles there.
func (p *Prompt) Permissions(ctx context.Context, records *store.Store, organizationIDs []string) (map[string][]Permission, error) {
	found := map[string][]Permission{}
	add := func(resourceID string, permissions []Permission) error {
		query := store.PermissionQuery{Holder: models.UserHolder(p.User.ID), ResourceID: resourceID}
		held, err := records.Permissions.ByOrganization(ctx, query, organizationIDs)
		if err != nil {
			return fmt.Errorf("list permissions of user %s: %w", p.User.ID, err)
		}
		for _, id := range organizationIDs {
			for _, permission := range permissions {
				if slices.Contains(held[id], permission.Name) {
					found[id] = append(found[id], permission)
				}
			}
		}
		return nil
	}
	if permissions := p.ofOrganizations(); len(permissions) > 0 {
		if err := add("", permissions); err != nil {
			return nil, err
		}
	}
	byResource := p.ofResources()
	for _, resourceID := range slices.Sorted(maps.Keys(byResource)) {
		if err := add(resourceID, byResource[resourceID]); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// ofOrganizations lists the offered permissions of organizations.
func (p *Prompt) ofOrganizations() []Permission {
	var permissions []Permission
	for _, scope := range p.Application.ConsentScopes.Organization {
		if slices.Contains(p.Offer[models.ConsentedOrganizations], scope.Name) {
			permissions = append(permissions, Permission{ID: scope.ID, Name: scope.Name, Description: scope.Description})
		}
	}
	return permissions
}

// ofResources lists the offered scopes of API resources that count in organizations, by
// the id of the resource.
func (p *Prompt) ofResources() map[string][]Permission {
	consentable := p.Application.ConsentScopes
	byResource := map[string][]Permission{}
	seen := map[string]bool{}
	for _, scope := range p.offered(slices.Concat(consentable.OrganizationResource, consentable.Resource)) {
		if seen[scope.ID] {
			continue
		}
		seen[scope.ID] = true
		byResource[scope.ResourceID] = append(byResource[scope.ResourceID], Permission{
			ID: scope.ID, Name: scope.Name, Description: scope.Description, Resource: &scope.Resource,
		})
	}
	return byResource
}
