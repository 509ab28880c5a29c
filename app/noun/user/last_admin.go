package user

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// KeepAnAdmin is the check of whatever takes the role admin from a user. Fault:
// operator.last_admin.
func (s *Service) KeepAnAdmin(ctx context.Context, tx *store.Store, leavingID string) error {
	_, err := keepAnAdmin(ctx, tx, leavingID)
	return err
}

// keepAnAdmin refuses to lose the last operator who may do everything and can
// sign in; it returns the operator who leaves, nil where that user is none. It
// holds the tenant before anything is read, so that of two admins who go at once
// the second is counted without the first. Tenants other than "admin" have no
// operators. Fault: operator.last_admin.
func keepAnAdmin(ctx context.Context, tx *store.Store, leavingID string) (*models.Operator, error) {
	if tx.TenantID() != models.TenantAdmin {
		return nil, nil //nolint:nilnil // nobody who leaves is an operator
	}
	if _, err := tx.Tenant.Hold(ctx); err != nil {
		return nil, fmt.Errorf("hold operators: %w", err)
	}
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
