package layout

import (
	"context"

	"portico/views/component"
	"portico/views/href"
)

// product is the name of the console in every language.
const product = "Portico"

// Shell is the frame around every console page.
type Shell struct {
	Site       href.Console
	Tenant     string // the ID of the current tenant
	TenantName string
	Person     component.Person
	Role       string // the operator's role, localized
	// CanChange and CanAdminister control what is offered; access is checked
	// elsewhere.
	CanChange, CanAdminister bool
	Theme                    string // light, dark, or "" to follow the system
	Address                  string // of this page, for forms that return to it
	Flash                    string // message about what was just done; "" for none
}

type shellKey struct{}

// WithShell sets the frame around the page.
func WithShell(ctx context.Context, s Shell) context.Context {
	return context.WithValue(ctx, shellKey{}, s)
}

// ShellOf returns the frame around the page.
func ShellOf(ctx context.Context) Shell {
	s, _ := ctx.Value(shellKey{}).(Shell)
	return s
}

// Area is a part of the console with its own entry in the sidebar.
type Area string

// The areas.
const (
	AreaStart         Area = "start"
	AreaApplications  Area = "applications"
	AreaConnectors    Area = "connectors"
	AreaResources     Area = "api-resources"
	AreaRoles         Area = "roles"
	AreaTemplate      Area = "organization-template"
	AreaOrganizations Area = "organizations"
	AreaUsers         Area = "users"
	AreaKeys          Area = "keys"
	AreaCustomJWT     Area = "custom-jwt"
	AreaLogs          Area = "logs"
	AreaOperators     Area = "operators"
	AreaTenants       Area = "tenants"
)
