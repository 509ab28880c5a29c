package operator

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"portico/app/ground/actor"
	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Service manages the operators. Records are the records of the tenant "admin".
type Service struct {
	Accounts Accounts
	Events   *event.Publisher
	Now      func() time.Time
}

// Accounts creates and deletes users.
type Accounts interface {
	// CreateOperator adds a user with a role; claim runs first in the same transaction.
	CreateOperator(ctx context.Context, records *store.Store, account Account, role string,
		claim func(ctx context.Context, tx *store.Store) error) (*models.User, error)
	Delete(ctx context.Context, records *store.Store, id string) error
}

// Account is the new operator's choice of account.
type Account struct {
	Username, Password string
}

// SetRole changes an operator's role. Faults: entity.not_found,
// guard.invalid_input (role), operator.last_admin.
func (s *Service) SetRole(ctx context.Context, records *store.Store, id, role string) error {
	if err := checkRole(role); err != nil {
		return err
	}
	return records.InTx(ctx, func(tx *store.Store) error {
		before, err := s.hold(ctx, tx, id)
		if err != nil || before.Role == role {
			return err
		}
		if _, err := keepAnAdmin(ctx, tx, id); err != nil {
			return err
		}
		if err := tx.Operators.SetRole(ctx, id, role); err != nil {
			return fmt.Errorf("set role of operator %s: %w", id, err)
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.OperatorRoleUpdated, UserID: id,
			Before: map[string]any{"role": before.Role}, After: map[string]any{"role": role},
		})
	})
}

// SetMayEditScripts sets whether an editor may edit and test scripts; admins always may,
// and viewers never. Fault: entity.not_found.
func (s *Service) SetMayEditScripts(ctx context.Context, records *store.Store, id string, may bool) error {
	return records.InTx(ctx, func(tx *store.Store) error {
		before, err := s.hold(ctx, tx, id)
		if err != nil || before.IsKeptFromScripts == !may {
			return err
		}
		if err := tx.Users.KeepFromScripts(ctx, id, !may); err != nil {
			return fmt.Errorf("set whether operator %s may edit scripts: %w", id, err)
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.OperatorScriptsUpdated, UserID: id,
			Before: map[string]any{"mayEditScripts": !may}, After: map[string]any{"mayEditScripts": may},
		})
	})
}

// Remove deletes an operator including the account. Faults: entity.not_found,
// operator.last_admin.
func (s *Service) Remove(ctx context.Context, records *store.Store, id string) error {
	return records.InTx(ctx, func(tx *store.Store) error {
		if _, err := s.hold(ctx, tx, id); err != nil {
			return err
		}
		if _, err := keepAnAdmin(ctx, tx, id); err != nil {
			return err
		}
		return s.Accounts.Delete(ctx, tx, id)
	})
}

// hold reads an operator and locks all operators.
func (s *Service) hold(ctx context.Context, tx *store.Store, id string) (*models.Operator, error) {
	if _, err := tx.Tenant.Hold(ctx); err != nil {
		return nil, fmt.Errorf("hold operators: %w", err)
	}
	found, err := tx.Operators.Get(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("operator "+id, err)
	}
	return found, nil
}

func checkRole(role string) error {
	if slices.Contains(models.OperatorRoles(), role) {
		return nil
	}
	return fault.New(fault.Invalid, "guard.invalid_input").At("role").Because(errors.New("role: admin, editor or viewer"))
}

// by is the ID of the acting operator, "" for Portico itself.
func by(ctx context.Context) string { return actor.From(ctx).ID }
