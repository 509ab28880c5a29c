package organization

import (
	"context"
	"fmt"
	"slices"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// The changes of members below publish Organization.Membership.Updated, and
// nothing if nothing changed. Both kinds of members, users and machines, are
// changed the same way.

// AddMembers makes users or machines members of an organization; existing
// members are unchanged. Faults: entity.not_found, guard.invalid_input,
// entity.relation_foreign_key_not_found, application.invalid_type.
func (s *Service) AddMembers(ctx context.Context, records *store.Store, kind models.HolderKind, id string, memberIDs []string) error {
	return s.addMembers(ctx, records, kind, id, memberIDs, nil)
}

// Admit makes users or machines members of an organization and assigns each of
// them all the roles; existing members keep their other
// roles. Faults: those of AddMembers, guard.invalid_input also for an empty list, and
// entity.db_constraint_violated for roles of a different type.
func (s *Service) Admit(ctx context.Context, records *store.Store, kind models.HolderKind, id string, memberIDs, roleIDs []string) error {
	if len(memberIDs) == 0 {
		return nobody(noun.HoldersField(kind))
	}
	return s.addMembers(ctx, records, kind, id, memberIDs, roleIDs)
}

func (s *Service) addMembers(ctx context.Context, records *store.Store, kind models.HolderKind, id string, memberIDs, roleIDs []string) error {
	return s.changeMembers(ctx, records, kind, id, func(tx *store.Store) ([]string, func() error, error) {
		memberIDs, err := checkNewcomers(ctx, tx, kind, memberIDs)
		if err != nil {
			return nil, nil, err
		}
		roles, err := byID(roleIDs).read(ctx, tx, kind.RoleType())
		return memberIDs, func() error { return s.write(ctx, tx, kind, id, memberIDs, roles) }, err
	})
}

// Join makes one user or machine a member of several organizations, with these
// roles in each; a thousand organizations at most. For each, event and faults
// are those of Admit.
func (s *Service) Join(ctx context.Context, records *store.Store, member models.Holder, ids, roleIDs []string) error {
	if len(ids) == 0 {
		return nobody("organizationIds")
	}
	ids, err := rule.AtMost("organizationIds", ids)
	if err != nil {
		return err
	}
	slices.Sort(ids) // several are always locked in this order
	return records.InTx(ctx, func(tx *store.Store) error {
		for _, id := range ids {
			if err := s.Admit(ctx, tx, member.Kind, id, []string{member.ID}, roleIDs); err != nil {
				return fmt.Errorf("join organization %s: %w", id, err)
			}
		}
		return nil
	})
}

// ReplaceMembers makes exactly these users or machines the members of their
// kind; members who stay keep their roles. Faults are those of AddMembers.
func (s *Service) ReplaceMembers(ctx context.Context, records *store.Store, kind models.HolderKind, id string, memberIDs []string) error {
	return s.changeMembers(ctx, records, kind, id, func(tx *store.Store) ([]string, func() error, error) {
		memberIDs, err := checkNewcomers(ctx, tx, kind, memberIDs)
		if err != nil {
			return nil, nil, err
		}
		present, err := tx.Members.IDs(ctx, kind, id)
		if err != nil {
			return nil, nil, fmt.Errorf("read members: %w", err)
		}
		leaving, joining := noun.Except(present, memberIDs), noun.Except(memberIDs, present)
		return slices.Concat(leaving, joining), func() error {
			if err := tx.Members.Remove(ctx, kind, id, leaving); err != nil {
				return err
			}
			return s.write(ctx, tx, kind, id, joining, nil)
		}, nil
	})
}

// RemoveMember removes a member from an organization. Fault: entity.not_found,
// also if they are not a member.
func (s *Service) RemoveMember(ctx context.Context, records *store.Store, id string, member models.Holder) error {
	return s.changeMembers(ctx, records, member.Kind, id, func(tx *store.Store) ([]string, func() error, error) {
		present, err := tx.Members.Among(ctx, member.Kind, id, []string{member.ID})
		if err == nil && len(present) == 0 {
			err = missing(member)
		}
		return present, func() error { return tx.Members.Remove(ctx, member.Kind, id, present) }, err
	})
}

// changeMembers changes members in a transaction that locks
// the organization and its members, and publishes the memberships and roles
// that differ before and after. plan finds whose membership may change
// and how to change it; a nil write changes nothing.
func (s *Service) changeMembers(ctx context.Context, records *store.Store, kind models.HolderKind, id string,
	plan func(tx *store.Store) (memberIDs []string, write func() error, err error),
) error {
	return s.kind().Change(ctx, records, id, func(tx *store.Store, organization *models.Organization) error {
		memberIDs, write, err := plan(tx)
		if err != nil || write == nil {
			return err
		}
		before, err := roleNames(ctx, tx, kind, id, memberIDs)
		if err != nil {
			return err
		}
		if err := write(); err != nil {
			return err
		}
		after, err := roleNames(ctx, tx, kind, id, memberIDs)
		if err != nil {
			return err
		}
		return s.publishMembers(ctx, tx, organization, kind, memberIDs, before, after)
	})
}

// publishMembers publishes the members whose roles or membership differ between
// two states, unless none do.
func (s *Service) publishMembers(ctx context.Context, tx *store.Store, organization *models.Organization, kind models.HolderKind,
	concerned []string, before, after map[string][]string,
) error {
	was, is := membersUnlike(before, after), membersUnlike(after, before)
	if len(was) == 0 && len(is) == 0 {
		return nil
	}
	e := s.kind().Subject(organization)
	e.Key, e.Before, e.After = event.OrganizationMembership, memberFacts(kind, was), memberFacts(kind, is)
	if len(concerned) == 1 && kind == models.HolderUser {
		e.UserID = concerned[0]
	}
	if len(concerned) == 1 && kind == models.HolderApplication {
		e.ApplicationID = concerned[0]
	}
	return s.Events.Publish(ctx, tx, e)
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
		names[memberID] = noun.IDs(roles[memberID], roleName)
	}
	return names, nil
}

// membersUnlike returns the members of state who differ in other.
func membersUnlike(state, other map[string][]string) map[string]any {
	unlike := map[string]any{}
	for id, names := range state {
		if otherNames, isMember := other[id]; !isMember || !slices.Equal(names, otherNames) {
			unlike[id] = names
		}
	}
	return unlike
}

func memberFacts(kind models.HolderKind, members map[string]any) map[string]any {
	if len(members) == 0 {
		return nil
	}
	return map[string]any{string(kind) + "s": members}
}

// write creates memberships with these roles. Fault:
// entity.relation_foreign_key_not_found.
func (s *Service) write(ctx context.Context, tx *store.Store, kind models.HolderKind, id string, memberIDs, roleIDs []string) error {
	if err := tx.Members.Add(ctx, kind, id, memberIDs, s.Now().UnixMilli()); err != nil {
		return rule.OrUnknown(noun.HoldersField(kind), err) // the organization is locked: one of the members does not exist
	}
	return tx.Members.AddRoles(ctx, kind, id, memberIDs, roleIDs)
}

// checkNewcomers removes duplicates, and rejects IDs that cannot be members. Faults:
// guard.invalid_input, entity.relation_foreign_key_not_found,
// application.invalid_type.
func checkNewcomers(ctx context.Context, tx *store.Store, kind models.HolderKind, ids []string) ([]string, error) {
	ids, err := rule.IDs(noun.HoldersField(kind), ids)
	if err != nil || kind == models.HolderUser {
		return ids, err
	}
	return ids, noun.CheckHolders(ctx, tx, kind, ids)
}

// nobody is the fault of an empty selection.
func nobody(field string) error {
	return rule.Invalid(field, "console.organization.chooseSome", "must not be empty")
}

// missing is the fault of someone who is not a member.
func missing(member models.Holder) error {
	return rule.Missing("member " + string(member.Kind) + " " + member.ID)
}
