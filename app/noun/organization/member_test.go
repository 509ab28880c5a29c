package organization_test

import (
	"strings"
	"testing"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/models"
)

type object = map[string]any

func users(roles map[string][]string) object { return object{"users": memberFacts(roles)} }

func memberFacts(roles map[string][]string) object {
	members := object{}
	for id, names := range roles {
		members[id] = names
	}
	return members
}

func TestAddUsers(t *testing.T) {
	w := newWorld(t)
	ok(t, w.AddMembers(t.Context(), w.records, models.HolderUser, w.id, []string{ann, ann}))
	w.with(t, ann, admin)
	ok(t, w.AddMembers(t.Context(), w.records, models.HolderUser, w.id, []string{ann, bob}))
	same(t, w.members(t), []string{"ann admin", "bob"})
	w.published(t, event.Event{
		Key: event.OrganizationMembership, After: users(map[string][]string{bob: {}}),
	})
	ok(t, w.AddMembers(t.Context(), w.records, models.HolderUser, w.id, []string{bob}))
	ok(t, w.AddMembers(t.Context(), w.records, models.HolderUser, w.id, nil))
	w.silent(t)
}

func TestAddUsersRefuses(t *testing.T) {
	w := newWorld(t)
	add := func(id string, ids ...string) error {
		return w.AddMembers(t.Context(), w.records, models.HolderUser, id, ids)
	}
	refused(t, add("nobody", ann), fault.Missing, "entity.not_found", "")
	refused(t, add(w.id, ann, "nobody"), fault.Unprocessable, "entity.relation_foreign_key_not_found", "userIds")
	for _, id := range []string{"", "a\x00", "\xff", strings.Repeat("x", 129)} {
		refused(t, add(w.id, ann, id), fault.Invalid, "guard.invalid_input", "userIds")
	}
	same(t, len(w.members(t)), 0)
	w.silent(t)
}

func TestReplaceUsers(t *testing.T) {
	w := newWorld(t)
	ok(t, w.records.Users.Insert(t.Context(), newUser("cid")))
	w.with(t, ann, admin)
	w.with(t, bob, editor)
	ok(t, w.ReplaceMembers(t.Context(), w.records, models.HolderUser, w.id, []string{"cid", bob}))
	same(t, w.members(t), []string{"bob editor", "cid"})
	w.published(t, event.Event{
		Key: event.OrganizationMembership, Before: users(map[string][]string{ann: {"admin"}}),
		After: users(map[string][]string{"cid": {}}),
	})
	refused(t, w.ReplaceMembers(t.Context(), w.records, models.HolderUser, w.id, []string{"nobody"}),
		fault.Unprocessable, "entity.relation_foreign_key_not_found", "userIds")
	same(t, len(w.members(t)), 2)
	ok(t, w.ReplaceMembers(t.Context(), w.records, models.HolderUser, w.id, nil))
	same(t, len(w.members(t)), 0)
}

func TestRemoveUser(t *testing.T) {
	w := newWorld(t)
	w.with(t, ann, admin, editor)
	ok(t, w.RemoveMember(t.Context(), w.records, w.id, models.UserHolder(ann)))
	w.published(t, event.Event{
		Key: event.OrganizationMembership, UserID: ann, Before: users(map[string][]string{ann: {"admin", "editor"}}),
	})
	refused(t, w.RemoveMember(t.Context(), w.records, w.id, models.UserHolder(ann)), fault.Missing, "entity.not_found", "")
	refused(t, w.RemoveMember(t.Context(), w.records, "nobody", models.UserHolder(ann)), fault.Missing, "entity.not_found", "")
	// A returning member has no roles.
	ok(t, w.AddMembers(t.Context(), w.records, models.HolderUser, w.id, []string{ann}))
	same(t, w.members(t), []string{"ann"})
}

func TestApplications(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	ok(t, w.AddMembers(ctx, w.records, models.HolderApplication, w.id, []string{bot}))
	w.published(t, event.Event{
		Key: event.OrganizationMembership, ApplicationID: bot, After: object{"applications": memberFacts(map[string][]string{bot: {}})},
	})
	ok(t, w.addRoles(ctx, models.HolderApplication, w.id, []string{bot}, []string{runner}))
	same(t, w.machines(t), []string{"bot runner"})
	ok(t, w.ReplaceMembers(ctx, w.records, models.HolderApplication, w.id, []string{bot}))
	same(t, w.machines(t), []string{"bot runner"})
	roles, err := w.Roles(ctx, w.records, w.id, models.ApplicationHolder(bot))
	ok(t, err)
	same(t, roles[0].ID, runner)
	ok(t, w.RemoveRole(ctx, w.records, w.id, models.ApplicationHolder(bot), runner))
	ok(t, w.replaceRoles(ctx, w.id, models.ApplicationHolder(bot), []string{runner}))
	ok(t, w.RemoveMember(ctx, w.records, w.id, models.ApplicationHolder(bot)))
	same(t, len(w.machines(t)), 0)

	for _, change := range []func(ids ...string) error{
		func(ids ...string) error { return w.AddMembers(ctx, w.records, models.HolderApplication, w.id, ids) },
		func(ids ...string) error {
			return w.ReplaceMembers(ctx, w.records, models.HolderApplication, w.id, ids)
		},
	} {
		refused(t, change(bot, shop), fault.Unprocessable, "application.invalid_type", "applicationIds")
		refused(t, change(bot, "nobody"), fault.Unprocessable, "entity.relation_foreign_key_not_found", "applicationIds")
		refused(t, change(bot, ""), fault.Invalid, "guard.invalid_input", "applicationIds")
	}
	refused(t, w.RemoveMember(ctx, w.records, w.id, models.ApplicationHolder(bot)), fault.Missing, "entity.not_found", "")
	refused(t, w.addRoles(ctx, models.HolderApplication, w.id, []string{bot}, []string{runner}),
		fault.Unprocessable, "organization.require_membership", "")
	same(t, len(w.machines(t)), 0)
}
