package issue

import (
	"context"
	"fmt"

	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// Person is a user with the data that claims need beyond the record.
type Person struct {
	*models.User
	Roles       []string // names of the roles in the tenant
	Memberships []models.Membership
}

// ReadPerson reads only what the requested scopes and individual claims need.
func ReadPerson(ctx context.Context, records *store.Store, user *models.User, scopes protocol.Scopes,
	asked map[string]protocol.ClaimRequest,
) (*Person, error) {
	person := &Person{User: user}
	isNeeded := func(scope string, claims ...string) bool {
		for _, claim := range claims {
			if _, isAsked := asked[claim]; isAsked {
				return true
			}
		}
		return scopes.Has(scope)
	}
	var err error
	if isNeeded(protocol.ScopeRoles, "roles") {
		if person.Roles, err = records.Assignments.Names(ctx, models.UserHolder(user.ID)); err != nil {
			return nil, fmt.Errorf("list roles of user %s: %w", user.ID, err)
		}
	}
	if isNeeded(protocol.ScopeOrganizations, "organizations", "organization_data") ||
		isNeeded(protocol.ScopeOrganizationRoles, "organization_roles") {
		if person.Memberships, err = records.Members.Memberships(ctx, models.UserHolder(user.ID)); err != nil {
			return nil, fmt.Errorf("list organizations of user %s: %w", user.ID, err)
		}
	}
	return person, nil
}

func (p *Person) organizationIDs() []string {
	ids := make([]string, 0, len(p.Memberships))
	for _, membership := range p.Memberships {
		ids = append(ids, membership.ID)
	}
	return ids
}

// organizationRoles are the person's roles as "<organization id>:<role name>".
func (p *Person) organizationRoles() []string {
	var roles []string
	for _, membership := range p.Memberships {
		for _, role := range membership.Roles {
			roles = append(roles, membership.ID+":"+role.Name)
		}
	}
	return roles
}
