package operator

import (
	"context"

	"portico/locales"
	"portico/models"
)

// RoleName is the name of a role.
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
