package organization

import (
	"context"
	"fmt"
	"slices"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// idField is the name that the API gives to the ids of members of a kind.
func idField(kind models.HolderKind) string { return string(kind) + "Ids" }

// addMembers lets users or machines in; those who are members stay as they are.
func (s *Service) addMembers(ctx context.Context, records *store.Store, kind models.HolderKind, id string, ids []string) error {
	err := s.within(ctx, records, id, func(tx *store.Store) error {
		ids, err := checkNewcomers(ctx, tx, kind, ids)
		if err != nil {
			return err
		}
		return s.tracked(ctx, tx, kind, id, ids, func() error {
			return s.admit(ctx, tx, kind, id, ids)
		})
	})
	return wrap("add members", err)
}

// replaceMembers has these members of a kind and no others; those who stay keep
// their roles.
func (s *Service) replaceMembers(ctx context.Context, records *store.Store, kind models.HolderKind, id string, ids []string) error {
	err := s.within(ctx, records, id, func(tx *store.Store) error {
		ids, err := checkNewcomers(ctx, tx, kind, ids)
		if err != nil {
			return err
		}
		present, err := tx.Members.IDs(ctx, kind, id)
		if err != nil {
			return fmt.Errorf("read members: %w", err)
		}
		leaving, joining := without(present, ids), without(ids, present)
		return s.tracked(ctx, tx, kind, id, slices.Concat(leaving, joining), func() error {
			if err := tx.Members.Remove(ctx, kind, id, leaving); err != nil {
				return err
			}
			return s.admit(ctx, tx, kind, id, joining)
		})
	})
	return wrap("replace members", err)
}

// removeMember takes a member out with the roles. Fault: entity.not_found, also
// for one who is no member.
func (s *Service) removeMember(ctx context.Context, records *store.Store, kind models.HolderKind, id, memberID string) error {
	err := s.within(ctx, records, id, func(tx *store.Store) error {
		present, err := tx.Members.Among(ctx, kind, id, []string{memberID})
		if err != nil {
			return fmt.Errorf("read member: %w", err)
		}
		if len(present) == 0 {
			return missing(kind, memberID)
		}
		return s.tracked(ctx, tx, kind, id, present, func() error {
			return tx.Members.Remove(ctx, kind, id, present)
		})
	})
	return wrap("remove member", err)
}

// admit writes memberships. Fault: entity.relation_foreign_key_not_found.
func (s *Service) admit(ctx context.Context, tx *store.Store, kind models.HolderKind, id string, ids []string) error {
	err := tx.Members.Add(ctx, kind, id, ids, s.Now().UnixMilli())
	return rule.OrUnknown(idField(kind), err) // the organization is held: one of the ids is of nothing
}

// checkNewcomers leaves each id once, and refuses who cannot be members. Faults:
// guard.invalid_input, entity.relation_foreign_key_not_found,
// application.invalid_type.
func checkNewcomers(ctx context.Context, tx *store.Store, kind models.HolderKind, ids []string) ([]string, error) {
	ids, err := checkIDs(idField(kind), ids)
	if err != nil || kind == models.HolderUser {
		return ids, err
	}
	types, err := tx.Applications.Types(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read applications: %w", err)
	}
	for _, id := range ids {
		switch kind, isKnown := types[id]; {
		case !isKnown:
			return nil, rule.Unknown("applicationIds", "there is no application %q", id)
		case kind != models.ApplicationMachineToMachine:
			return nil, fault.New(fault.Unprocessable, "application.invalid_type").At("applicationIds").
				Because(fmt.Errorf("only %s applications can be members", models.ApplicationMachineToMachine))
		}
	}
	return ids, nil
}

// tracked runs a change of members and publishes who is a member with which
// roles before and after it, as far as that differs.
func (s *Service) tracked(ctx context.Context, tx *store.Store, kind models.HolderKind, id string, ids []string, change func() error) error {
	before, err := roleNames(ctx, tx, kind, id, ids)
	if err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	after, err := roleNames(ctx, tx, kind, id, ids)
	if err != nil {
		return err
	}
	e := event.Event{
		Key:    event.OrganizationMembership,
		Before: membersTold(kind, before, after), After: membersTold(kind, after, before),
	}
	if len(ids) == 1 && kind == models.HolderUser {
		e.UserID = ids[0]
	}
	if len(ids) == 1 && kind == models.HolderApplication {
		e.ApplicationID = ids[0]
	}
	return s.publish(ctx, tx, id, e)
}

// roleNames maps those of ids who are members to the names of their roles.
func roleNames(ctx context.Context, tx *store.Store, kind models.HolderKind, id string, ids []string) (map[string][]string, error) {
	present, err := tx.Members.Among(ctx, kind, id, ids)
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	roles, err := tx.Members.Roles(ctx, kind, id, present)
	if err != nil {
		return nil, fmt.Errorf("read roles of members: %w", err)
	}
	names := make(map[string][]string, len(present))
	for _, memberID := range present {
		names[memberID] = []string{}
		for _, role := range roles[memberID] {
			names[memberID] = append(names[memberID], role.Name)
		}
	}
	return names, nil
}

// membersTold leaves the members of state who are not alike in other; nil if
// there are none.
func membersTold(kind models.HolderKind, state, other map[string][]string) map[string]any {
	told := map[string]any{}
	for id, names := range state {
		if otherNames, isMember := other[id]; !isMember || !slices.Equal(names, otherNames) {
			told[id] = names
		}
	}
	if len(told) == 0 {
		return nil
	}
	return map[string]any{string(kind) + "s": told}
}

// missing is the fault of somebody who is no member.
func missing(kind models.HolderKind, id string) error {
	return fault.New(fault.Missing, "entity.not_found").Because(fmt.Errorf("%s %s is no member", kind, id))
}

// without leaves of ids those that are not in others.
func without(ids, others []string) []string {
	known := make(map[string]bool, len(others))
	for _, id := range others {
		known[id] = true
	}
	var left []string
	for _, id := range ids {
		if !known[id] {
			left = append(left, id)
		}
	}
	return left
}

// wrap says what failed; nil stays nil.
func wrap(act string, err error) error {
	if err != nil {
		return fmt.Errorf("%s of organization: %w", act, err)
	}
	return nil
}
