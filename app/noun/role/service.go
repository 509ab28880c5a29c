package role

import (
	"context"
	"fmt"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Service changes the roles of a tenant, and who has them.
type Service struct {
	Events    *event.Publisher
	Operators operators
	// ManagementAPIs are the indicators of the Management APIs that are resources
	// of a tenant: its own, and in the tenant "admin" those of all.
	ManagementAPIs func(ctx context.Context, tenantID string) ([]string, error)
	Now            func() time.Time
}

// operators knows who may do everything.
type operators interface {
	// KeepAnAdmin refuses when a user who leaves the operators, or loses the role
	// admin, is the last admin.
	KeepAnAdmin(ctx context.Context, tx *store.Store, leavingID string) error
}

// hold reads a role and keeps it from being changed by others before the
// transaction ends. Fault: entity.not_found.
func hold(ctx context.Context, tx *store.Store, id string) (*models.Role, error) {
	role, err := tx.Roles.Hold(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("role "+id, err)
	}
	return role, nil
}

// holdOwn holds a role that operators may change. Faults: entity.not_found,
// role.built_in.
func holdOwn(ctx context.Context, tx *store.Store, id string) (*models.Role, error) {
	role, err := hold(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	if role.IsBuiltIn() {
		return nil, refuse("role.built_in", "the program stands on the role %s", role.Name)
	}
	return role, nil
}

// refuse is the fault of what is well formed but against a rule.
func refuse(code, format string, args ...any) *fault.Error {
	return fault.New(fault.Unprocessable, code).Because(fmt.Errorf(format, args...))
}
