package store

import (
	"context"
	"strings"

	"portico/models"
)

// Permissions are the scopes that roles grant their holders.
type Permissions struct{ *conn }

// PermissionQuery asks which scopes the roles of a user or a machine grant.
type PermissionQuery struct {
	Holder models.Holder
	// ResourceID is the resource whose scopes are wanted; "" means organization
	// permissions.
	ResourceID string
	// OrganizationID is the organization in which the scopes must hold. A user's
	// tenant roles count as well as the roles there; for a machine, only the roles
	// there count. "" is everywhere: for a user, the tenant's roles and those in all
	// organizations; for a machine, only the tenant's roles.
	OrganizationID string
	// ConsentedTo is a third-party application: of the roles in organizations, only
	// those count where the user has allowed it to act and it is not blocked. "" is any.
	ConsentedTo string
}

// Scopes lists the names of the scopes, each once.
func (s Permissions) Scopes(ctx context.Context, q PermissionQuery) ([]string, error) {
	text, values := q.union(s.tenant, s.joinInOrder(), permissionSource.names)
	var names []string
	err := s.anywhere(ctx).Raw("SELECT DISTINCT scope FROM ("+text+") AS permitted ORDER BY scope", values...).Scan(&names).Error
	return names, translate(err)
}

// List lists the scopes with every role that grants them, by scope, role and
// organization.
func (s Permissions) List(ctx context.Context, q PermissionQuery) ([]models.Permission, error) {
	text, values := q.union(s.tenant, s.joinInOrder(), permissionSource.whole)
	var permissions []models.Permission
	err := s.anywhere(ctx).Raw(text+" ORDER BY scope, role_name, organization_id", values...).Scan(&permissions).Error
	return permissions, translate(err)
}

// permissionSource is one path from a holder through roles to scopes.
type permissionSource struct {
	held, holder string // the table of role holders, and its column for the holder
	role         string // the column for the role
	given        string // the table of scopes in roles
	scope        string // its column for the scope
	scopes       string
	roles        string
	isOrganized  bool // the roles are held within organizations
}

func (q PermissionQuery) union(tenant, join string, write func(permissionSource, string) string) (text string, values []any) {
	parts := []string{}
	for _, source := range q.sources() {
		part := write(source, join)
		values = append(values, tenant, q.Holder.ID)
		if source.isOrganized && q.OrganizationID != "" {
			part += " AND held.organization_id = ?"
			values = append(values, q.OrganizationID)
		}
		if source.isOrganized && q.ConsentedTo != "" {
			part += consented
			values = append(values, tenant, q.Holder.ID, q.ConsentedTo, tenant, q.ConsentedTo)
		}
		if q.ResourceID != "" {
			part += " AND scopes.resource_id = ?"
			values = append(values, q.ResourceID)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " UNION ALL "), values
}

// consented limits the roles in organizations to those where an application may act.
const consented = " AND held.organization_id IN (SELECT organization_id FROM consent_organizations" +
	" WHERE tenant_id = ? AND user_id = ? AND application_id = ?)" +
	" AND held.organization_id NOT IN (SELECT organization_id FROM organization_blocked_applications" +
	" WHERE tenant_id = ? AND application_id = ?)"

// ByOrganization lists, for each of a user's organizations, the names of the scopes
// that their roles grant there. A user's tenant roles count in each of them. The
// query's organization is not used.
func (s Permissions) ByOrganization(ctx context.Context, q PermissionQuery, organizationIDs []string) (map[string][]string, error) {
	if len(organizationIDs) == 0 {
		return nil, nil
	}
	names := map[string][]string{}
	for _, source := range q.sources() {
		if !source.isOrganized {
			everywhere, err := s.scopesOf(ctx, source, q, "", nil)
			if err != nil {
				return nil, err
			}
			for _, id := range organizationIDs {
				for _, row := range everywhere {
					names[id] = append(names[id], row.Scope)
				}
			}
			continue
		}
		rows, err := s.scopesOf(ctx, source, q, "held.organization_id", organizationIDs)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			names[row.OrganizationID] = append(names[row.OrganizationID], row.Scope)
		}
	}
	return names, nil
}

type organizationScopeName struct{ OrganizationID, Scope string }

// scopesOf lists the scopes of one source, by organization if it names the column.
func (s Permissions) scopesOf(ctx context.Context, source permissionSource, q PermissionQuery, column string, organizationIDs []string) (
	rows []organizationScopeName, err error,
) {
	selected, narrowed := "''", ""
	values := []any{s.tenant, q.Holder.ID}
	if column != "" {
		selected, narrowed = column, " AND "+column+" IN ?"
		values = append(values, organizationIDs)
	}
	if q.ResourceID != "" {
		narrowed += " AND scopes.resource_id = ?"
		values = append(values, q.ResourceID)
	}
	err = s.anywhere(ctx).Raw("SELECT DISTINCT "+selected+" AS organization_id, scopes.name AS scope"+
		source.from(s.joinInOrder())+source.where()+narrowed+" ORDER BY scope", values...).Scan(&rows).Error
	return rows, translate(err)
}

func (q PermissionQuery) sources() []permissionSource {
	ofTenant := permissionSource{
		held: "user_roles", holder: "user_id", role: "role_id",
		given: "role_scopes", scope: "scope_id", scopes: "scopes", roles: "roles",
	}
	ofOrganization := permissionSource{
		held: "organization_user_roles", holder: "user_id", role: "organization_role_id",
		given: "organization_role_resource_scopes", scope: "scope_id", scopes: "scopes", roles: "organization_roles",
		isOrganized: true,
	}
	if q.ResourceID == "" {
		ofOrganization.given, ofOrganization.scope = "organization_role_scopes", "organization_scope_id"
		ofOrganization.scopes = "organization_scopes"
	}
	isMachine := q.Holder.Kind == models.HolderApplication
	if isMachine {
		ofTenant.held, ofTenant.holder = "application_roles", "application_id"
		ofOrganization.held, ofOrganization.holder = "organization_application_roles", "application_id"
	}
	switch {
	case q.ResourceID == "", isMachine && q.OrganizationID != "":
		return []permissionSource{ofOrganization}
	case isMachine:
		return []permissionSource{ofTenant}
	}
	return []permissionSource{ofTenant, ofOrganization}
}

// names selects only the scopes.
func (p permissionSource) names(join string) string {
	return "SELECT scopes.name AS scope" + p.from(join) + p.where()
}

// whole selects the roles as well.
func (p permissionSource) whole(join string) string {
	organization := "'' AS organization_id"
	if p.isOrganized {
		organization = "held.organization_id"
	}
	return "SELECT scopes.id AS scope_id, scopes.name AS scope, roles.id AS role_id, roles.name AS role_name, " + organization +
		p.from(join) + join + p.roles + " roles ON roles.tenant_id = held.tenant_id AND roles.id = held." + p.role + p.where()
}

func (p permissionSource) from(join string) string {
	return " FROM " + p.held + " held" +
		join + p.given + " given ON given.tenant_id = held.tenant_id AND given." + p.role + " = held." + p.role +
		join + p.scopes + " scopes ON scopes.tenant_id = given.tenant_id AND scopes.id = given." + p.scope
}

func (p permissionSource) where() string {
	return " WHERE held.tenant_id = ? AND held." + p.holder + " = ?"
}
