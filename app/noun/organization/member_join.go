package organization

import (
	"context"
	"fmt"
	"slices"

	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Admit makes users or machines members of an organization and gives each of
// them each of the roles; those who are members keep their own roles beside
// these. It publishes Organization.Membership.Updated if that changes anything.
// Faults: entity.not_found, guard.invalid_input, also for nobody,
// entity.relation_foreign_key_not_found, application.invalid_type,
// entity.db_constraint_violated for roles of another type.
func (s *Service) Admit(ctx context.Context, records *store.Store, kind models.HolderKind, id string, memberIDs, roleIDs []string) error {
	if len(memberIDs) == 0 {
		return nobody(idField(kind))
	}
	err := s.within(ctx, records, id, func(tx *store.Store) error {
		memberIDs, err := checkNewcomers(ctx, tx, kind, memberIDs)
		if err != nil {
			return err
		}
		roles, err := byID(roleIDs).read(ctx, tx, kind.RoleType())
		if err != nil {
			return err
		}
		return s.tracked(ctx, tx, kind, id, memberIDs, func() error {
			if err := s.admit(ctx, tx, kind, id, memberIDs); err != nil {
				return err
			}
			return tx.Members.AddRoles(ctx, kind, id, memberIDs, roles)
		})
	})
	return wrap("admit members", err)
}

// Join makes one user or machine a member of several organizations, with these
// roles in each; a thousand organizations at most. Event and faults of each are
// those of Admit.
func (s *Service) Join(ctx context.Context, records *store.Store, kind models.HolderKind, memberID string, ids, roleIDs []string) error {
	if len(ids) == 0 {
		return nobody("organizationIds")
	}
	ids, err := rule.AtMost("organizationIds", ids)
	if err != nil {
		return err
	}
	slices.Sort(ids) // everybody who holds several holds them in this order
	return records.InTx(ctx, func(tx *store.Store) error {
		for _, id := range ids {
			if err := s.Admit(ctx, tx, kind, id, []string{memberID}, roleIDs); err != nil {
				return fmt.Errorf("join organization %s: %w", id, err)
			}
		}
		return nil
	})
}

// nobody is the fault of a choice of which nothing was chosen.
func nobody(field string) error {
	return rule.Invalid(field, "console.organization.chooseSome", "must not be empty")
}
