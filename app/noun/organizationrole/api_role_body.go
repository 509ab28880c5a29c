package organizationrole

import (
	"context"
	"fmt"
	"slices"

	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// roleBody is a role as the API shows it.
type roleBody struct {
	TenantID    string  `json:"tenantId"`
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
	Type        string  `json:"type" enum:"User,MachineToMachine"`
}

// wholeRoleBody is a role with the permissions of both kinds that it gives.
type wholeRoleBody struct {
	TenantID       string              `json:"tenantId"`
	ID             string              `json:"id"`
	Name           string              `json:"name"`
	Description    *string             `json:"description"`
	Type           string              `json:"type" enum:"User,MachineToMachine"`
	Scopes         []namedBody         `json:"scopes" doc:"Permissions of organizations"`
	ResourceScopes []resourceScopeBody `json:"resourceScopes" doc:"Scopes of API resources"`
}

type namedBody struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type resourceScopeBody struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Resource namedBody `json:"resource"`
}

// scopeBody is a permission of organizations as the API shows it.
type scopeBody struct {
	TenantID    string  `json:"tenantId"`
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
}

// givenScopeBody is a scope of a resource that a role gives.
type givenScopeBody struct {
	TenantID    string  `json:"tenantId"`
	ID          string  `json:"id"`
	ResourceID  string  `json:"resourceId"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
	CreatedAt   int64   `json:"createdAt" doc:"Milliseconds since 1970"`
}

func bodyOf(role *models.OrganizationRole) roleBody {
	return roleBody{
		TenantID: role.TenantID, ID: role.ID, Name: role.Name, Description: role.Description, Type: string(role.Type),
	}
}

func bodyOfScope(scope *models.OrganizationScope) scopeBody {
	return scopeBody{TenantID: scope.TenantID, ID: scope.ID, Name: scope.Name, Description: scope.Description}
}

// wholeBodies reads the permissions of roles: one statement for a thousand roles.
func wholeBodies(ctx context.Context, records *store.Store, roles []models.OrganizationRole) ([]wholeRoleBody, error) {
	bodies := make([]wholeRoleBody, 0, len(roles))
	places := make(map[string]int, len(roles))
	ids := make([]string, 0, len(roles))
	for i := range roles {
		places[roles[i].ID] = i
		ids = append(ids, roles[i].ID)
		bodies = append(bodies, wholeRoleBody{
			TenantID: roles[i].TenantID, ID: roles[i].ID, Name: roles[i].Name, Description: roles[i].Description,
			Type: string(roles[i].Type), Scopes: []namedBody{}, ResourceScopes: []resourceScopeBody{},
		})
	}
	for some := range slices.Chunk(ids, rule.MaxAtOnce) {
		filter := store.OrganizationRolePermissionFilter{RoleIDs: some}
		permissions, _, err := records.OrganizationRoles.Permissions(ctx, filter, store.Page{})
		if err != nil {
			return nil, fmt.Errorf("read permissions of organization roles: %w", err)
		}
		for _, permission := range permissions {
			bodies[places[permission.RoleID]].add(permission)
		}
	}
	return bodies, nil
}

func (b *wholeRoleBody) add(permission models.OrganizationRolePermission) {
	if permission.IsOfResource() {
		b.ResourceScopes = append(b.ResourceScopes, resourceScopeBody{
			ID: permission.ID, Name: permission.Name,
			Resource: namedBody{ID: permission.ResourceID, Name: permission.ResourceName},
		})
		return
	}
	b.Scopes = append(b.Scopes, namedBody{ID: permission.ID, Name: permission.Name})
}
