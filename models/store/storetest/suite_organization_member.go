package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func memberTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"list users":       testOrganizationMembers,
		"list machines":    testOrganizationMachines,
		"add and remove":   testMembers,
		"roles":            testMemberRoles,
		"scopes":           testOrganizationUserScopes,
		"leave out":        testExcludeMembers,
		"application type": testApplicationTypes,
	}
}

func memberIDs(members []models.OrganizationMember) []string {
	var ids []string
	for _, member := range members {
		ids = append(ids, member.ID)
	}
	return ids
}

func testOrganizationMembers(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Organizations.Insert(ctx, newOrganization("elsewhere", "elsewhere")))
	for i, id := range []string{"bea", "cid"} {
		made := newBareUser(id)
		made.Name = ptr("Ärztin " + id)
		ok(t, w.own.Users.Insert(ctx, made))
		ok(t, w.own.Members.Add(ctx, models.HolderUser, organization, []string{id}, now+int64(i)+1))
	}
	ok(t, w.own.Members.Add(ctx, models.HolderUser, "elsewhere", []string{"bea"}, now))
	ok(t, w.own.Members.AddRoles(ctx, models.HolderUser, "elsewhere", []string{"bea"}, []string{memberRole}))
	ok(t, w.own.Members.AddRoles(ctx, models.HolderUser, organization, []string{"cid"}, []string{memberRole}))
	tests := []struct {
		name   string
		of     string
		filter store.MemberFilter
		page   store.Page
		want   []string
		total  int64
	}{
		{"all", organization, store.MemberFilter{}, store.Page{}, []string{"cid", "bea", user}, 3},
		{"a page", organization, store.MemberFilter{}, store.Page{Offset: 1, Limit: 1}, []string{"bea"}, 3},
		{"past the end", organization, store.MemberFilter{}, store.Page{Offset: 9, Limit: 1}, nil, 3},
		{"in any case", organization, store.MemberFilter{Query: "äRZTIN"}, store.Page{Limit: 1}, []string{"cid"}, 2},
		{"e-mail", organization, store.MemberFilter{Query: "ada.user@"}, store.Page{}, []string{user}, 1},
		{"not text", organization, store.MemberFilter{Query: "a\x00"}, store.Page{}, nil, 0},
		{"a role", organization, store.MemberFilter{RoleID: memberRole}, store.Page{}, []string{"cid", user}, 2},
		{"a role and a text", organization, store.MemberFilter{RoleID: memberRole, Query: "cid"}, store.Page{}, []string{"cid"}, 1},
		{"a foreign role", organization, store.MemberFilter{RoleID: foreign}, store.Page{}, nil, 0},
		{"elsewhere", "elsewhere", store.MemberFilter{}, store.Page{}, []string{"bea"}, 1},
		{"a foreign organization", foreign, store.MemberFilter{}, store.Page{}, nil, 0},
	}
	for _, test := range tests {
		got, total, err := w.own.Members.Users(ctx, test.of, test.filter, test.page)
		equal(t, memberIDs(got), err, test.want)
		if total != test.total {
			t.Errorf("%s: %d in all, want %d", test.name, total, test.total)
		}
	}
	got, _, err := w.own.Members.Users(ctx, organization, store.MemberFilter{Query: user}, store.Page{})
	want, userErr := w.own.Users.Get(ctx, user)
	ok(t, userErr)
	held := newOrganizationRole(memberRole, "member", "own", models.RoleUser)
	held.TenantID = "own"
	equal(t, got, err, []models.OrganizationMember{{User: *want, Roles: []models.OrganizationRole{*held}}})
}

func testOrganizationMachines(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Applications.Insert(ctx, newApplication("bot", "bot")))
	ok(t, w.own.Members.Add(ctx, models.HolderApplication, organization, []string{"bot"}, now+1))
	tests := []struct {
		filter store.MemberFilter
		want   []string
	}{
		{store.MemberFilter{}, []string{"bot", app}},
		{store.MemberFilter{Query: "ABOUT B"}, []string{"bot"}},
		{store.MemberFilter{RoleID: memberRole}, []string{app}},
		{store.MemberFilter{Query: foreign}, nil},
	}
	for _, test := range tests {
		machines, total, err := w.own.Members.Applications(ctx, organization, test.filter, store.Page{})
		var ids []string
		for _, machine := range machines {
			ids = append(ids, machine.ID)
		}
		equal(t, ids, err, test.want)
		equal(t, total, nil, int64(len(test.want)))
	}
	machines, _, err := w.own.Members.Applications(ctx, organization, store.MemberFilter{Query: "own"}, store.Page{})
	ok(t, err)
	want, err := w.own.Applications.Get(ctx, app)
	equal(t, &machines[0].Application, err, want)
	equal(t, len(machines[0].Roles), nil, 1)
}

func testMembers(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Users.Insert(ctx, newBareUser("bea")))
	ok(t, w.own.Members.Add(ctx, models.HolderUser, organization, []string{"bea", user, "bea"}, now))
	ids, err := w.own.Members.IDs(ctx, models.HolderUser, organization)
	equal(t, ids, err, []string{"bea", user})
	ids, err = w.own.Members.Among(ctx, models.HolderUser, organization, []string{user, absent, foreign, user})
	equal(t, ids, err, []string{user})
	ids, err = w.own.Members.Among(ctx, models.HolderApplication, organization, []string{user, app})
	equal(t, ids, err, []string{app})
	for kind, members := range map[models.HolderKind][]string{
		models.HolderUser: {"bea", foreign}, models.HolderApplication: {app, absent},
	} {
		fails(t, w.own.Members.Add(ctx, kind, organization, members, now), store.ErrConflict)
		fails(t, w.own.Members.Add(ctx, kind, foreign, members[:1], now), store.ErrConflict)
	}
	ok(t, w.own.Members.Remove(ctx, models.HolderUser, organization, []string{user, absent}))
	ok(t, w.own.Members.Remove(ctx, models.HolderApplication, organization, []string{app}))
	ok(t, w.own.Members.Remove(ctx, models.HolderUser, foreign, []string{user}))
	ids, err = w.own.Members.IDs(ctx, models.HolderUser, organization)
	equal(t, ids, err, []string{"bea"})
	roles, err := w.own.Members.Roles(ctx, models.HolderUser, organization, []string{user})
	equal(t, len(roles), err, 0)
	ids, err = w.own.Members.IDs(ctx, models.HolderApplication, organization)
	equal(t, len(ids), err, 0)
}

func testMemberRoles(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.OrganizationRoles.Insert(ctx, newOrganizationRole("a-role", "a", "x", models.RoleUser)))
	ok(t, w.own.Users.Insert(ctx, newBareUser("bea")))
	ok(t, w.own.Members.Add(ctx, models.HolderUser, organization, []string{"bea"}, now))
	names := func(kind models.HolderKind, ids ...string) map[string][]string {
		t.Helper()
		roles, err := w.own.Members.Roles(ctx, kind, organization, ids)
		ok(t, err)
		names := map[string][]string{}
		for id, held := range roles {
			for _, role := range held {
				names[id] = append(names[id], role.Name)
			}
		}
		return names
	}
	for kind, id := range map[models.HolderKind]string{models.HolderUser: user, models.HolderApplication: app} {
		ok(t, w.own.Members.AddRoles(ctx, kind, organization, []string{id}, []string{"a-role", memberRole}))
		equal(t, names(kind, id, "bea", foreign), nil, map[string][]string{id: {"a", "member"}})
		ok(t, w.own.Members.RemoveRoles(ctx, kind, organization, id, []string{memberRole, absent}))
		equal(t, names(kind, id), nil, map[string][]string{id: {"a"}})
		fails(t, w.own.Members.AddRoles(ctx, kind, organization, []string{id}, []string{foreign}), store.ErrConflict)
		fails(t, w.own.Members.AddRoles(ctx, kind, organization, []string{foreign}, []string{memberRole}), store.ErrConflict)
	}
	ok(t, w.own.Members.AddRoles(ctx, models.HolderUser, organization, []string{"bea", user}, []string{"a-role", memberRole}))
	ok(t, w.own.Members.AddRoles(ctx, models.HolderUser, organization, []string{"bea"}, nil))
	equal(t, names(models.HolderUser, "bea", user), nil, map[string][]string{"bea": {"a", "member"}, user: {"a", "member"}})
}

func testOrganizationUserScopes(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.OrganizationScopes.Insert(ctx, newOrganizationScope("b", "delete:files", "x")))
	ok(t, w.own.OrganizationRoles.Insert(ctx, newOrganizationRole("a-role", "a", "x", models.RoleUser)))
	ok(t, w.own.OrganizationRoles.AddScopes(ctx, "a-role", []string{"b", memberScope}))
	ok(t, w.own.Members.AddRoles(ctx, models.HolderUser, organization, []string{user}, []string{"a-role"}))
	got, err := w.own.Members.UserScopes(ctx, organization, user)
	want := []models.OrganizationScope{
		*newOrganizationScope("b", "delete:files", "x"), *newOrganizationScope(memberScope, "read:files", "own"),
	}
	for i := range want {
		want[i].TenantID = "own"
	}
	equal(t, got, err, want)
	none, err := w.own.Members.UserScopes(ctx, foreign, user)
	equal(t, len(none), err, 0)
}

func testExcludeMembers(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Users.Insert(ctx, newBareUser("bea")))
	ok(t, w.own.Applications.Insert(ctx, newApplication("bot", "bot")))
	users, total, err := w.own.Users.List(ctx, store.UserFilter{ExcludeOrganizationID: organization}, store.Page{Limit: 1})
	equal(t, len(users), err, 1)
	equal(t, users[0].ID, nil, "bea")
	equal(t, total, nil, 1)
	search := store.Search{Terms: []store.SearchTerm{{Mode: store.SearchLike, Values: []string{"%ada%"}}}}
	_, total, err = w.own.Users.List(ctx, store.UserFilter{ExcludeOrganizationID: organization, Search: search}, store.Page{})
	equal(t, total, err, 0)
	_, total, err = w.own.Users.List(ctx, store.UserFilter{ExcludeOrganizationID: foreign}, store.Page{})
	equal(t, total, err, 2)
	applications, _, err := w.own.Applications.List(ctx, store.ApplicationFilter{ExcludeOrganizationID: organization}, store.Page{})
	equal(t, len(applications), err, 1)
	equal(t, applications[0].ID, nil, "bot")
}

func testApplicationTypes(t *testing.T, w *world) {
	types, err := w.own.Applications.Types(t.Context(), []string{app, app, foreign, absent})
	equal(t, types, err, map[string]models.ApplicationType{app: models.ApplicationTraditional})
}
