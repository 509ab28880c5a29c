package operator

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// Guard prevents the installation from losing its last admin. Everything that
// suspends or deletes a user, or removes the role admin, asks it first.
type Guard struct{}

// KeepAnAdmin refuses to lose the last operator who has the role admin and can
// sign in. Fault: operator.last_admin.
func (g Guard) KeepAnAdmin(ctx context.Context, tx *store.Store, leavingID string) error {
	_, err := g.Leave(ctx, tx, leavingID)
	return err
}

// Leave is KeepAnAdmin, and returns the operator who leaves; nil if the user is not
// one. It locks the tenant before reading anything, so that of two admins leaving
// at once, the second is checked without the first. Tenants other than "admin" have
// no operators. Fault: operator.last_admin.
func (Guard) Leave(ctx context.Context, tx *store.Store, leavingID string) (*models.Operator, error) {
	if tx.TenantID() != models.TenantAdmin {
		return nil, nil //nolint:nilnil // the user is not an operator
	}
	if _, err := tx.Tenant.Hold(ctx); err != nil {
		return nil, fmt.Errorf("hold operators: %w", err)
	}
	return keepAnAdmin(ctx, tx, leavingID)
}

// keepAnAdmin is Leave for operators who are already locked.
func keepAnAdmin(ctx context.Context, tx *store.Store, leavingID string) (*models.Operator, error) {
	operators, err := tx.Operators.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("read operators: %w", err)
	}
	var leaving *models.Operator
	others := 0
	for i := range operators {
		switch operator := &operators[i]; {
		case operator.ID == leavingID:
			leaving = operator
		case operator.Role == models.RoleAdmin && !operator.IsSuspended:
			others++
		}
	}
	if leaving != nil && leaving.Role == models.RoleAdmin && others == 0 {
		return nil, fault.New(fault.Unprocessable, "operator.last_admin").Because(errors.New("nobody else has the role admin"))
	}
	return leaving, nil
}
