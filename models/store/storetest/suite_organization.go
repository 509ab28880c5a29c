package storetest

import (
	"fmt"
	"testing"

	"portico/models"
	"portico/models/store"
)

func organizationTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"create and change": testOrganization,
		"delete":            testDeleteOrganization,
		"list":              testOrganizations,
		"featured":          testFeaturedOrganizations,
		"memberships":       testMembershipRoles,
	}
}

func testOrganization(t *testing.T, w *world) {
	ctx := t.Context()
	want := newOrganization(organization, "own")
	want.TenantID = "own"
	got, err := w.own.Organizations.Get(ctx, organization)
	equal(t, got, err, want)

	want.Name, want.Description, want.CustomCSS, want.IsMFARequired = "changed", nil, nil, false
	want.CustomData, want.Color = map[string]any{}, models.Color{}
	want.Branding = models.Branding{Favicon: "https://own.example/f.ico"}
	changed := *want
	changed.CreatedAt = 1 // is not written
	ok(t, w.own.Organizations.Update(ctx, &changed))
	got, err = w.own.Organizations.Get(ctx, organization)
	equal(t, got, err, want)

	ok(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Organizations.Hold(ctx, organization)) }))
	for _, id := range []string{foreign, absent} {
		_, err = w.own.Organizations.Get(ctx, id)
		fails(t, err, store.ErrNotFound)
		fails(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Organizations.Hold(ctx, id)) }), store.ErrNotFound)
		fails(t, w.own.Organizations.Update(ctx, newOrganization(id, "x")), store.ErrNotFound)
		fails(t, w.own.Organizations.Delete(ctx, id), store.ErrNotFound)
	}
	fails(t, w.own.Organizations.Insert(ctx, newOrganization(organization, "again")), store.ErrConflict)
}

func testDeleteOrganization(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Organizations.Delete(ctx, organization))
	_, err := w.own.Organizations.Get(ctx, organization)
	fails(t, err, store.ErrNotFound)
	left, err := w.own.Members.Memberships(ctx, models.UserHolder(user))
	equal(t, len(left), err, 0)
	domains, err := w.own.Provisioning.OrganizationsOf(ctx, domain)
	equal(t, len(domains), err, 0)
	got, err := w.own.Users.Get(ctx, user)
	equal(t, got.ID, err, user)
}

func testOrganizations(t *testing.T, w *world) {
	ctx := t.Context()
	create := func(id, name string, age int64) {
		made := newOrganization(id, name)
		made.CreatedAt -= age
		ok(t, w.own.Organizations.Insert(ctx, made))
	}
	create("b-id", "Ärzte 100%", 1)
	create("c-id", "a_b", 2)
	tests := []struct {
		name  string
		query string
		page  store.Page
		want  []string
		total int64
	}{
		{"all", "", store.Page{}, []string{organization, "b-id", "c-id"}, 3},
		{"a page", "", store.Page{Offset: 1, Limit: 1}, []string{"b-id"}, 3},
		{"past the end", "", store.Page{Offset: 9, Limit: 1}, nil, 3},
		{"name in any case", "RZTE", store.Page{}, []string{"b-id"}, 1},
		{"id in any case", "C-I", store.Page{}, []string{"c-id"}, 1},
		{"wildcards are literal", "0%", store.Page{}, []string{"b-id"}, 1},
		{"underscore is literal", "_r", store.Page{}, nil, 0},
		{"not the description", "about", store.Page{}, nil, 0},
		{"of another tenant", foreign, store.Page{}, nil, 0},
		{"not text", "a\x00", store.Page{}, nil, 0},
	}
	for _, test := range tests {
		found, total, err := w.own.Organizations.List(ctx, store.OrganizationFilter{Query: test.query}, test.page)
		var ids []string
		for _, one := range found {
			ids = append(ids, one.ID)
		}
		equal(t, ids, err, test.want)
		if total != test.total {
			t.Errorf("%s: %d in all, want %d", test.name, total, test.total)
		}
	}
}

func testFeaturedOrganizations(t *testing.T, w *world) {
	ctx := t.Context()
	empty := newOrganization("empty", "empty")
	ok(t, w.own.Organizations.Insert(ctx, empty))
	for i, id := range []string{"u4", "u3", "u2"} {
		ok(t, w.own.Users.Insert(ctx, newBareUser(id)))
		ok(t, w.own.Members.Add(ctx, models.HolderUser, organization, []string{id}, now+int64(i)+1))
	}
	full, err := w.own.Organizations.Get(ctx, organization)
	ok(t, err)
	got, err := w.own.Organizations.Featured(ctx, []models.Organization{*empty, *full})
	ok(t, err)
	var lines []string
	for _, one := range got {
		line := fmt.Sprint(one.ID, " ", one.UsersCount)
		for _, member := range one.Featured {
			line += " " + member.ID
		}
		lines = append(lines, line)
	}
	equal(t, lines, nil, []string{"empty 0", "organization 4 user u4 u3"})
	first, err := w.own.Users.Get(ctx, user)
	equal(t, &got[1].Featured[0], err, first)
	none, err := w.own.Organizations.Featured(ctx, nil)
	equal(t, len(none), err, 0)
}

func testMembershipRoles(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Organizations.Insert(ctx, newOrganization("a", "aaa")))
	for kind, id := range map[models.HolderKind]string{models.HolderUser: user, models.HolderApplication: app} {
		ok(t, w.own.Members.Add(ctx, kind, "a", []string{id}, now))
	}
	for _, read := range []func() ([]models.Membership, error){
		func() ([]models.Membership, error) { return w.own.Members.Memberships(ctx, models.UserHolder(user)) },
		func() ([]models.Membership, error) {
			return w.own.Members.Memberships(ctx, models.ApplicationHolder(app))
		},
	} {
		memberships, err := read()
		var lines []string
		for _, one := range memberships {
			line := one.ID
			for _, role := range one.Roles {
				line += " " + role.Name
			}
			lines = append(lines, line)
		}
		equal(t, lines, err, []string{"a", "organization member"})
	}
	found, err := w.own.Members.Membership(ctx, "a", models.UserHolder(user))
	equal(t, found.Name, err, "aaa")
	machine, err := w.own.Members.Membership(ctx, "a", models.ApplicationHolder(app))
	equal(t, machine.Name, err, "aaa")
	for _, id := range []string{foreign, absent} {
		_, err = w.own.Members.Membership(ctx, "a", models.UserHolder(id))
		fails(t, err, store.ErrNotFound)
		_, err = w.own.Members.Membership(ctx, id, models.UserHolder(user))
		fails(t, err, store.ErrNotFound)
		_, err = w.own.Members.Membership(ctx, id, models.ApplicationHolder(app))
		fails(t, err, store.ErrNotFound)
	}
}
