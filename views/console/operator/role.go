package operator

import (
	"context"

	"portico/locales"
	"portico/models"
	"portico/views/component"
)

// RoleName is what a role is called.
func RoleName(ctx context.Context, role string) string {
	switch role {
	case models.RoleAdmin:
		return locales.T(ctx, "console.role.admin")
	case models.RoleEditor:
		return locales.T(ctx, "console.role.editor")
	case models.RoleViewer:
		return locales.T(ctx, "console.role.viewer")
	}
	return locales.T(ctx, "console.role.none")
}

// roleOptions are the roles to choose from.
func roleOptions(ctx context.Context) []component.Option {
	var options []component.Option
	for _, role := range models.OperatorRoles() {
		options = append(options, component.Option{Value: role, Label: RoleName(ctx, role)})
	}
	return options
}
