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
// sign in. It holds the tenant before anything is read, so that of two admins
// who go at once the second is counted without the first. Tenants other than
// "admin" have no operators. Fault: operator.last_admin.
func (Guard) KeepAnAdmin(ctx context.Context, tx *store.Store, leavingID string) error {
	if tx.TenantID() != models.TenantAdmin {
		return nil
	}
	if _, err := tx.Tenant.Hold(ctx); err != nil {
		return fmt.Errorf("hold operators: %w", err)
	}
	return keepAnAdmin(ctx, tx, leavingID)
}

// keepAnAdmin is KeepAnAdmin for operators who are held already.
func keepAnAdmin(ctx context.Context, tx *store.Store, leavingID string) error {
	operators, err := tx.Operators.List(ctx)
	if err != nil {
		return fmt.Errorf("read operators: %w", err)
	}
	isLeaving, others := false, 0
	for _, operator := range operators {
		switch {
		case operator.Role != models.RoleAdmin:
		case operator.ID == leavingID:
			isLeaving = true
		case !operator.IsSuspended:
			others++
		}
	}
	if isLeaving && others == 0 {
		return fault.New(fault.Unprocessable, "operator.last_admin").Because(errors.New("nobody else has the role admin"))
	}
	return nil
}
