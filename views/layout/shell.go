package layout

import (
	"context"

	"portico/views/component"
	"portico/views/href"
)

// product is what the console is called, in every language.
const product = "Portico"

// Shell is what stands around every page of the console.
type Shell struct {
	Site       href.Console
	Tenant     string // the id of the tenant that is looked at
	TenantName string
	Person     component.Person
	Role       string // what the person is, in their language
	// CanChange and CanAdminister say what is offered; what is allowed is decided
	// elsewhere.
	CanChange, CanAdminister bool
	Theme                    string // light, dark, or "" for that of the system
	Address                  string // of this page, for forms that come back to it
	Flash                    string // the text of what has just been done; "" for nothing
}

type shellKey struct{}

// WithShell sets what stands around the page.
func WithShell(ctx context.Context, s Shell) context.Context {
	return context.WithValue(ctx, shellKey{}, s)
}

// ShellOf is what stands around the page.
func ShellOf(ctx context.Context) Shell {
	s, _ := ctx.Value(shellKey{}).(Shell)
	return s
}

// Area is a part of the console with an entry of its own in the sidebar.
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
	AreaLogs          Area = "logs"
	AreaOperators     Area = "operators"
	AreaTenants       Area = "tenants"
)
