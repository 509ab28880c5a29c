package operator

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// Guard keeps the installation from losing its last admin. Whatever suspends or
// deletes a user, or takes the role admin from one, asks it first.
type Guard struct{}

// KeepAnAdmin refuses to lose the last operator who may do everything and can
// sign in. Fault: operator.last_admin.
func (g Guard) KeepAnAdmin(ctx context.Context, tx *store.Store, leavingID string) error {
	_, err := g.Leave(ctx, tx, leavingID)
	return err
}

// Leave is KeepAnAdmin, and returns the operator who leaves; nil where the user is
// none. It holds the tenant before anything is read, so that of two admins who go
// at once the second is counted without the first. Tenants other than "admin" have
// no operators. Fault: operator.last_admin.
func (Guard) Leave(ctx context.Context, tx *store.Store, leavingID string) (*models.Operator, error) {
	if tx.TenantID() != models.TenantAdmin {
		return nil, nil //nolint:nilnil // nobody who leaves is an operator
	}
	if _, err := tx.Tenant.Hold(ctx); err != nil {
		return nil, fmt.Errorf("hold operators: %w", err)
	}
	return keepAnAdmin(ctx, tx, leavingID)
}

// keepAnAdmin is Leave for operators who are held already.
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
