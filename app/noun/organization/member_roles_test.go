package organization_test

import (
	"testing"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/models"
)

func newUser(id string) *models.User { return &models.User{ID: id} }

func TestUserRoles(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.with(t, ann, admin)
	w.with(t, bob)
	ok(t, w.addRoles(ctx, models.HolderUser, w.id, []string{ann, bob}, []string{admin, editor, admin}))
	same(t, w.members(t), []string{"ann admin editor", "bob admin editor"})
	w.published(t, event.Event{
		Key:    event.OrganizationMembership,
		Before: users(map[string][]string{ann: {"admin"}, bob: {}}),
		After:  users(map[string][]string{ann: {"admin", "editor"}, bob: {"admin", "editor"}}),
	})
	ok(t, w.addRoles(ctx, models.HolderUser, w.id, []string{ann}, []string{admin}))
	w.silent(t)

	ok(t, w.replaceRoles(ctx, w.id, models.UserHolder(ann), []string{editor}))
	same(t, w.members(t), []string{"ann editor", "bob admin editor"})
	w.published(t, event.Event{
		Key: event.OrganizationMembership, UserID: ann,
		Before: users(map[string][]string{ann: {"admin", "editor"}}), After: users(map[string][]string{ann: {"editor"}}),
	})
	ok(t, w.replaceRoles(ctx, w.id, models.UserHolder(ann), nil))
	same(t, w.members(t), []string{"ann", "bob admin editor"})

	ok(t, w.RemoveRole(ctx, w.records, w.id, models.UserHolder(bob), admin))
	same(t, w.members(t), []string{"ann", "bob editor"})
	roles, err := w.Roles(ctx, w.records, w.id, models.UserHolder(bob))
	ok(t, err)
	same(t, roles[0].Name, "editor")
	refused(t, w.RemoveRole(ctx, w.records, w.id, models.UserHolder(bob), admin), fault.Missing, "entity.not_found", "")
}

func TestUserRolesRefuse(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.with(t, ann)
	changes := map[string]func(id, userID string, roles ...string) error{
		"add": func(id, userID string, roles ...string) error {
			return w.addRoles(ctx, models.HolderUser, id, []string{ann, userID}, roles)
		},
		"replace": func(id, userID string, roles ...string) error {
			return w.replaceRoles(ctx, id, models.UserHolder(userID), roles)
		},
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			refused(t, change("nobody", ann, admin), fault.Missing, "entity.not_found", "")
			for _, stranger := range []string{bob, "nobody"} {
				refused(t, change(w.id, stranger, admin), fault.Unprocessable, "organization.require_membership", "")
			}
			refused(t, change(w.id, ann, admin, "none"), fault.Unprocessable, "entity.relation_foreign_key_not_found", "organizationRoleIds")
			refused(t, change(w.id, ann, admin, runner), fault.Unprocessable, "entity.db_constraint_violated", "organizationRoleIds")
			refused(t, change(w.id, ann, ""), fault.Invalid, "guard.invalid_input", "organizationRoleIds")
			refused(t, change(w.id, ann, "a\x00"), fault.Invalid, "guard.invalid_input", "organizationRoleIds")
			refused(t, change(w.id, ann, make([]string, 1001)...), fault.Invalid, "guard.invalid_input", "organizationRoleIds")
		})
	}
	refused(t, w.RemoveRole(ctx, w.records, w.id, models.UserHolder(bob), admin), fault.Unprocessable, "organization.require_membership", "")
	refused(t, w.RemoveRole(ctx, w.records, "nobody", models.UserHolder(ann), admin), fault.Missing, "entity.not_found", "")
	_, err := w.Roles(ctx, w.records, w.id, models.UserHolder(bob))
	refused(t, err, fault.Unprocessable, "organization.require_membership", "")
	_, err = w.Roles(ctx, w.records, "nobody", models.UserHolder(ann))
	refused(t, err, fault.Missing, "entity.not_found", "")
	same(t, w.members(t), []string{"ann"})
	w.silent(t)
}

func TestUserScopes(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	for _, id := range []string{"read", "write"} {
		ok(t, w.records.OrganizationScopes.Insert(ctx, &models.OrganizationScope{ID: id, Name: id}))
	}
	ok(t, w.records.OrganizationRoles.AddScopes(ctx, admin, []string{"write", "read"}))
	ok(t, w.records.OrganizationRoles.AddScopes(ctx, editor, []string{"read"}))
	w.with(t, ann, admin, editor)
	scopes, err := w.UserScopes(ctx, w.records, w.id, ann)
	ok(t, err)
	same(t, []string{scopes[0].Name, scopes[1].Name}, []string{"read", "write"})
	same(t, len(scopes), 2)
	_, err = w.UserScopes(ctx, w.records, w.id, bob)
	refused(t, err, fault.Unprocessable, "organization.require_membership", "")
	_, err = w.UserScopes(ctx, w.records, "nobody", ann)
	refused(t, err, fault.Missing, "entity.not_found", "")
}

// Two concurrent replacements leave the result of one of them, and never a role of
// someone who is no longer a member.
func TestMembersConcurrently(t *testing.T) {
	atOnce(t, func(w *world) []func() error {
		w.with(t, ann, admin)
		return []func() error{
			func() error { return w.ReplaceMembers(t.Context(), w.records, models.HolderUser, w.id, []string{ann}) },
			func() error { return w.ReplaceMembers(t.Context(), w.records, models.HolderUser, w.id, []string{bob}) },
			func() error { return w.ReplaceMembers(t.Context(), w.records, models.HolderUser, w.id, []string{ann}) },
			func() error { return w.ReplaceMembers(t.Context(), w.records, models.HolderUser, w.id, []string{bob}) },
		}
	}, func(t *testing.T, w *world, errs []error) {
		for _, err := range errs {
			ok(t, err)
		}
		same(t, len(w.members(t)), 1)
	})
	atOnce(t, func(w *world) []func() error {
		w.with(t, ann)
		return []func() error{
			func() error { return w.replaceRoles(t.Context(), w.id, models.UserHolder(ann), []string{admin}) },
			func() error { return w.replaceRoles(t.Context(), w.id, models.UserHolder(ann), []string{editor}) },
			func() error { return w.replaceRoles(t.Context(), w.id, models.UserHolder(ann), []string{admin}) },
		}
	}, func(t *testing.T, w *world, errs []error) {
		for _, err := range errs {
			ok(t, err)
		}
		if got := w.members(t); got[0] != "ann admin" && got[0] != "ann editor" {
			t.Errorf("got %v", got)
		}
	})
}
