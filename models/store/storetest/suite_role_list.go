package storetest

import (
	"fmt"
	"testing"

	"portico/models"
	"portico/models/store"
)

func roleListTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"filters and pages": testRoleList,
		"change and delete": testChangeRole,
		"scopes":            testRoleScopes,
		"roles of holders":  testRolesOf,
		"holders":           testRoleHolders,
		"many holders":      testManyRoleHolders,
		"users by role":     testUsersByRole,
		"many users":        testManyUsersByRole,
		"apps by role":      testApplicationsByRole,
	}
}

func roleIDs(roles []models.Role) []string {
	var ids []string
	for _, one := range roles {
		ids = append(ids, one.ID)
	}
	return ids
}

// createRoles adds r1 to r3 for users and m1 for machines, each newer than the last.
func createRoles(t *testing.T, s *store.Store) {
	t.Helper()
	for i, one := range []models.Role{
		{ID: "r1", Name: "Buyer", Description: "buys 100% wool", Type: models.RoleUser},
		{ID: "r2", Name: "Seller", Description: "sells", Type: models.RoleUser},
		{ID: "r3", Name: "Clerk", Description: "helps buyers", Type: models.RoleUser},
		{ID: "m1", Name: "Robot", Description: "works", Type: models.RoleMachineToMachine},
	} {
		one.CreatedAt = now + 1 + int64(i)
		ok(t, s.Roles.Insert(t.Context(), &one))
	}
}

func testRoleList(t *testing.T, w *world) {
	createRoles(t, w.own)
	ok(t, w.own.Assignments.GiveAll(t.Context(), models.HolderUser, []string{user}, []string{"r1", "r3"}))
	all := []string{"m1", "r3", "r2", "r1", role, machineRole}
	tests := []struct {
		name   string
		filter store.RoleFilter
		page   store.Page
		want   []string
		total  int64
	}{
		{"all", store.RoleFilter{}, store.Page{}, all, 6},
		{"first page", store.RoleFilter{}, store.Page{Limit: 2}, all[:2], 6},
		{"last page", store.RoleFilter{}, store.Page{Offset: 4, Limit: 2}, all[4:], 6},
		{"beyond", store.RoleFilter{}, store.Page{Offset: 9, Limit: 2}, nil, 6},
		{"of machines", store.RoleFilter{Type: models.RoleMachineToMachine}, store.Page{}, []string{"m1", machineRole}, 2},
		{"of a user", store.RoleFilter{Holder: models.UserHolder(user)}, store.Page{}, []string{"r3", "r1", role}, 3},
		{"of a user on a page", store.RoleFilter{Holder: models.UserHolder(user)}, store.Page{Limit: 1}, []string{"r3"}, 3},
		{"of a foreign user", store.RoleFilter{Holder: models.UserHolder(foreign)}, store.Page{}, nil, 0},
		{"of an application", store.RoleFilter{Holder: models.ApplicationHolder(app)}, store.Page{}, []string{machineRole}, 1},
		{"not of a user", store.RoleFilter{Without: []models.Holder{models.UserHolder(user)}}, store.Page{}, []string{"m1", "r2", machineRole}, 3},
		{"not of an application", store.RoleFilter{Without: []models.Holder{models.ApplicationHolder(app)}, Type: models.RoleMachineToMachine}, store.Page{}, []string{"m1"}, 1},
		{"some", store.RoleFilter{IDs: []string{"r1", "m1", foreign, "r1"}}, store.Page{}, []string{"m1", "r1"}, 2},
		{"none", store.RoleFilter{IDs: []string{}}, store.Page{}, nil, 0},
		{"without some ids", store.RoleFilter{WithoutIDs: []string{"m1", "r3", "r2"}}, store.Page{}, []string{"r1", role, machineRole}, 3},
		{"by name or description", store.RoleFilter{Search: term("", store.SearchLike, "%BUY%")}, store.Page{}, []string{"r3", "r1"}, 2},
		{"by name", store.RoleFilter{Search: term("name", store.SearchExact, "seller")}, store.Page{}, []string{"r2"}, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found, total, err := w.own.Roles.List(t.Context(), test.filter, test.page)
			ok(t, err)
			equal(t, roleIDs(found), nil, test.want)
			equal(t, total, nil, test.total)
		})
	}
	_, _, err := w.own.Roles.List(t.Context(), store.RoleFilter{Search: term("", store.SearchLike, "\x00")}, store.Page{})
	fails(t, err, store.ErrPattern)
}

func testChangeRole(t *testing.T, w *world) {
	ctx := t.Context()
	createRoles(t, w.own)
	revision, err := w.own.Tenant.Revision(ctx)
	ok(t, err)
	changed, err := w.own.Roles.Get(ctx, "r1")
	ok(t, err)
	changed.Name, changed.Description, changed.IsDefault, changed.Type = "Customer", "x", true, models.RoleMachineToMachine
	ok(t, w.own.Roles.Update(ctx, changed))
	got, err := w.own.Roles.Get(ctx, "r1")
	changed.Type = models.RoleUser // is not written
	equal(t, got, err, changed)
	after, err := w.own.Tenant.Revision(ctx)
	equal(t, after, err, revision+1)
	changed.Name = "Seller"
	fails(t, w.own.Roles.Update(ctx, changed), store.ErrConflict)
	for _, id := range []string{foreign, absent} {
		fails(t, w.own.Roles.Update(ctx, &models.Role{ID: id, Name: "new"}), store.ErrNotFound)
		fails(t, w.own.Roles.Delete(ctx, id), store.ErrNotFound)
		fails(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Roles.Hold(ctx, id)) }), store.ErrNotFound)
		_, err := w.own.Roles.Get(ctx, id)
		fails(t, err, store.ErrNotFound)
	}
	ok(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Roles.Hold(ctx, role)) }))
	ok(t, w.own.Roles.Delete(ctx, role))
	roles, err := w.own.Assignments.Of(ctx, models.HolderUser, []string{user})
	equal(t, roles, err, map[string][]models.Role{})
}

func scopeIDs(scopes []models.ResourceScope) []string {
	var ids []string
	for _, one := range scopes {
		ids = append(ids, one.ID)
	}
	return ids
}

func testRoleScopes(t *testing.T, w *world) {
	ctx := t.Context()
	createShop(t, w)
	found, total, err := w.own.Roles.Scopes(ctx, role, store.Search{}, store.Page{})
	equal(t, scopeIDs(found), err, []string{"s1", scope})
	equal(t, total, nil, 2)
	equal(t, found[0].Resource.Name, nil, "A Shop")
	found, total, err = w.own.Roles.Scopes(ctx, role, store.Search{}, store.Page{Offset: 1, Limit: 1})
	equal(t, scopeIDs(found), err, []string{scope})
	equal(t, total, nil, 2)
	found, total, err = w.own.Roles.Scopes(ctx, role, term("name", store.SearchLike, "CART%"), store.Page{Limit: 1})
	equal(t, scopeIDs(found), err, []string{"s1"})
	equal(t, total, nil, 1)
	found, _, err = w.own.Roles.Scopes(ctx, foreign, store.Search{}, store.Page{})
	equal(t, found, err, nil)

	byRole, err := w.own.Roles.ScopesOf(ctx, []string{role, machineRole, foreign})
	ok(t, err)
	equal(t, scopeIDs(byRole[role]), nil, []string{"s1", scope})
	equal(t, scopeIDs(byRole[machineRole]), nil, []string{scope})
	equal(t, len(byRole), nil, 2)

	ok(t, w.own.Roles.RemoveScope(ctx, role, "s1"))
	for _, id := range []string{"s1", foreign, absent} {
		fails(t, w.own.Roles.RemoveScope(ctx, role, id), store.ErrNotFound)
	}
	fails(t, w.own.Roles.RemoveScope(ctx, foreign, scope), store.ErrNotFound)
}

func testRolesOf(t *testing.T, w *world) {
	ctx := t.Context()
	createRoles(t, w.own)
	ok(t, w.own.Users.Insert(ctx, newBareUser("other")))
	ok(t, w.own.Assignments.GiveAll(ctx, models.HolderUser, []string{user, "other"}, []string{"r1", "r2"}))
	ok(t, w.own.Assignments.GiveAll(ctx, models.HolderUser, []string{user}, []string{"r1"}))
	ok(t, w.own.Assignments.GiveAll(ctx, models.HolderUser, nil, []string{"r1"}))
	fails(t, w.own.Assignments.GiveAll(ctx, models.HolderUser, []string{"other", foreign}, []string{"r3"}), store.ErrConflict)
	fails(t, w.own.Assignments.GiveAll(ctx, models.HolderUser, []string{"other"}, []string{foreign}), store.ErrConflict)
	roles, err := w.own.Assignments.Of(ctx, models.HolderUser, []string{user, "other", foreign})
	ok(t, err)
	equal(t, roleIDs(roles[user]), nil, []string{"r1", "r2", role})
	equal(t, roleIDs(roles["other"]), nil, []string{"r1", "r2"})
	equal(t, len(roles), nil, 2)
	ok(t, w.own.Assignments.Take(ctx, models.UserHolder(user), []string{"r1", role, absent}))
	ok(t, w.own.Assignments.Take(ctx, models.UserHolder(user), []string{"r1"}))
	roles, err = w.own.Assignments.Of(ctx, models.HolderUser, []string{user})
	equal(t, roleIDs(roles[user]), err, []string{"r2"})

	before, err := w.own.Tenant.Revision(ctx)
	ok(t, err)
	ok(t, w.own.Assignments.GiveAll(ctx, models.HolderApplication, []string{app}, []string{"m1"}))
	fails(t, w.own.Assignments.GiveAll(ctx, models.HolderApplication, []string{foreign}, []string{"m1"}), store.ErrConflict)
	held, err := w.own.Assignments.Of(ctx, models.HolderApplication, []string{app, foreign})
	equal(t, roleIDs(held[app]), err, []string{"m1", machineRole})
	ok(t, w.own.Assignments.Take(ctx, models.ApplicationHolder(app), []string{"m1"}))
	held, err = w.own.Assignments.Of(ctx, models.HolderApplication, []string{app})
	equal(t, roleIDs(held[app]), err, []string{machineRole})
	after, err := w.own.Tenant.Revision(ctx)
	equal(t, after, err, before+2)
}

func testRoleHolders(t *testing.T, w *world) {
	ctx := t.Context()
	createRoles(t, w.own)
	for i := range 5 {
		one := newBareUser(fmt.Sprintf("h%d", i))
		one.CreatedAt = now + int64(i)
		one.Name = ptr(one.ID)
		ok(t, w.own.Users.Insert(ctx, one))
		ok(t, w.own.Assignments.GiveAll(ctx, models.HolderUser, []string{one.ID}, []string{"r1"}))
		machine := newApplication(fmt.Sprintf("a%d", i), "x")
		machine.CreatedAt = now + int64(i)
		ok(t, w.own.Applications.Insert(ctx, machine))
		ok(t, w.own.Assignments.GiveAll(ctx, models.HolderApplication, []string{machine.ID}, []string{"m1"}))
	}
	holders, err := w.own.Roles.Holders(ctx, []string{"r1", "r2", "m1", role, foreign, "r1"})
	ok(t, err)
	equal(t, holders["r1"].Users, nil, 5)
	equal(t, userIDs(holders["r1"].FeaturedUsers), nil, []string{"h0", "h1", "h2"})
	equal(t, *holders["r1"].FeaturedUsers[0].Name, nil, "h0")
	equal(t, holders["r2"], nil, models.RoleHolders{})
	equal(t, holders["m1"].Applications, nil, 5)
	equal(t, applicationIDs(holders["m1"].FeaturedApplications), nil, []string{"a0", "a1", "a2"})
	equal(t, holders[role].Users, nil, 1)
	equal(t, userIDs(holders[role].FeaturedUsers), nil, []string{user})
	equal(t, *holders[role].FeaturedUsers[0].Avatar, nil, "https://example.com/own")
	equal(t, holders[foreign], nil, models.RoleHolders{})
	holders, err = w.own.Roles.Holders(ctx, nil)
	equal(t, len(holders), err, 0)
}

// createMany adds users, the last one the newest, and gives them a role.
func createMany(t *testing.T, s *store.Store, roleID string, many int) {
	t.Helper()
	users := make([]models.User, 0, many)
	ids := make([]string, 0, many)
	for i := range many {
		one := newBareUser(fmt.Sprintf("n%05d", i))
		one.CreatedAt = now + 1 + int64(i)
		users, ids = append(users, *one), append(ids, one.ID)
	}
	_, err := s.Users.AddMissing(t.Context(), users)
	ok(t, err)
	ok(t, s.Assignments.GiveAll(t.Context(), models.HolderUser, ids, []string{roleID}))
}

func testManyRoleHolders(t *testing.T, w *world) {
	createRoles(t, w.own)
	createMany(t, w.own, "r1", 1500)
	holders, err := w.own.Roles.Holders(t.Context(), []string{"r1", role})
	ok(t, err)
	equal(t, holders["r1"].Users, nil, 1500)
	equal(t, userIDs(holders["r1"].FeaturedUsers), nil, []string{"n00000", "n00001", "n00002"})
	equal(t, userIDs(holders[role].FeaturedUsers), nil, []string{user})
}

func testUsersByRole(t *testing.T, w *world) {
	ctx := t.Context()
	createRoles(t, w.own)
	all := createNumbered(t, w.own)
	var with, without []string
	for i, id := range all {
		if i%3 == 0 || id == user {
			with = append(with, id)
		} else {
			without = append(without, id)
		}
	}
	ok(t, w.own.Assignments.GiveAll(ctx, models.HolderUser, with, []string{"r1"}))
	for _, page := range []store.Page{{}, {Limit: 4}, {Offset: 4, Limit: 4}, {Offset: 8, Limit: 4}} {
		found, total, err := w.own.Users.List(ctx, store.UserFilter{RoleID: "r1"}, page)
		equal(t, userIDs(found), err, part(with, page))
		equal(t, total, nil, int64(len(with)))
		found, total, err = w.own.Users.List(ctx, store.UserFilter{ExcludeRoleID: "r1"}, page)
		equal(t, userIDs(found), err, part(without, page))
		equal(t, total, nil, int64(len(without)))
	}
	tests := []struct {
		name   string
		filter store.UserFilter
		want   []string
		total  int64
	}{
		{"with a role and a search", store.UserFilter{RoleID: "r1", Search: term("id", store.SearchExact, with[2])}, with[2:3], 1},
		{"without a role and a search", store.UserFilter{ExcludeRoleID: "r1", Search: term("id", store.SearchExact, with[2])}, nil, 0},
		{"with and without", store.UserFilter{RoleID: role, ExcludeRoleID: "r1"}, nil, 0},
		{"without some ids", store.UserFilter{RoleID: "r1", WithoutIDs: with[:2]}, with[2:], int64(len(with) - 2)},
		{"with a foreign role", store.UserFilter{RoleID: foreign}, nil, 0},
		{"without a foreign role", store.UserFilter{ExcludeRoleID: foreign}, all, int64(len(all))},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found, total, err := w.own.Users.List(ctx, test.filter, store.Page{Limit: 100})
			ok(t, err)
			equal(t, append([]string(nil), userIDs(found)...), nil, append([]string(nil), test.want...))
			equal(t, total, nil, test.total)
		})
	}
}

// The holders of a common role are found in a different way; the list is the same.
func testManyUsersByRole(t *testing.T, w *world) {
	ctx := t.Context()
	createRoles(t, w.own)
	const many = 10_050
	createMany(t, w.own, "r1", many)
	id := func(i int) string { return fmt.Sprintf("n%05d", i) }
	found, total, err := w.own.Users.List(ctx, store.UserFilter{RoleID: "r1"}, store.Page{Limit: 2})
	equal(t, userIDs(found), err, []string{id(many - 1), id(many - 2)})
	equal(t, total, nil, many)
	found, _, err = w.own.Users.List(ctx, store.UserFilter{RoleID: "r1"}, store.Page{Offset: many - 1, Limit: 2})
	equal(t, userIDs(found), err, []string{id(0)})
	found, total, err = w.own.Users.List(ctx, store.UserFilter{RoleID: "r1", Search: term("", store.SearchLike, "%n00007%")}, store.Page{Limit: 2})
	equal(t, userIDs(found), err, []string{id(7)})
	equal(t, total, nil, 1)
	found, total, err = w.own.Users.List(ctx, store.UserFilter{ExcludeRoleID: "r1"}, store.Page{Limit: 2})
	equal(t, userIDs(found), err, []string{user})
	equal(t, total, nil, 1)
}

func testApplicationsByRole(t *testing.T, w *world) {
	ctx := t.Context()
	createRoles(t, w.own)
	for _, id := range []string{"a1", "a2"} {
		ok(t, w.own.Applications.Insert(ctx, newApplication(id, "x")))
	}
	ok(t, w.own.Assignments.GiveAll(ctx, models.HolderApplication, []string{"a1"}, []string{"m1"}))
	tests := []struct {
		name   string
		filter store.ApplicationFilter
		want   []string
	}{
		{"with", store.ApplicationFilter{RoleID: "m1"}, []string{"a1"}},
		{"without", store.ApplicationFilter{ExcludeRoleID: "m1"}, []string{app, "a2"}},
		{"without some ids", store.ApplicationFilter{WithoutIDs: []string{app, "a1"}}, []string{"a2"}},
		{"with a foreign role", store.ApplicationFilter{RoleID: foreign}, nil},
	}
	for _, test := range tests {
		found, total, err := w.own.Applications.List(ctx, test.filter, store.Page{Limit: 9})
		ok(t, err)
		equal(t, applicationIDs(found), nil, test.want)
		equal(t, total, nil, int64(len(test.want)))
	}
	some, err := w.own.Applications.ByID(ctx, []string{"a2", foreign, app, app})
	equal(t, applicationIDs(some), err, []string{"a2", app})
	people, err := w.own.Users.ByID(ctx, []string{user, foreign, absent})
	equal(t, userIDs(people), err, []string{user})
}
