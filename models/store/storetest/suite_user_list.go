package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"portico/models"
	"portico/models/store"
)

func userListTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"pages":       testUserPages,
		"records":     testUserList,
		"count":       testCountUsers,
		"search keys": testSearchKeys,
		"add missing": testAddMissingUsers,
	}
}

// createNumbered adds u00 to u24, the last one the newest; u10 to u14 have the same
// creation time.
func createNumbered(t *testing.T, s *store.Store) (newestFirst []string) {
	t.Helper()
	for i := range 25 {
		one := newBareUser(fmt.Sprintf("u%02d", i))
		one.CreatedAt = now + 1 + int64(i)
		if i >= 10 && i < 15 {
			one.CreatedAt = now + 11
		}
		ok(t, s.Users.Insert(t.Context(), one))
		newestFirst = append(newestFirst, one.ID)
	}
	newestFirst = append([]string{user}, newestFirst...)
	slices.Reverse(newestFirst)
	return newestFirst
}

func testUserPages(t *testing.T, w *world) {
	all := createNumbered(t, w.own)
	even := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return !strings.Contains("02468", id[2:3]) })
	searches := []struct {
		name   string
		search store.Search
		want   []string
	}{
		{"all", store.Search{}, all},
		{"anywhere", term("", store.SearchLike, "%u%"), all},
		{"some", term("id", store.SearchPOSIX, "^u.[02468]$"), even},
		{"with case", withCase(term("id", store.SearchLike, "u_%")), all},
	}
	for _, search := range searches {
		for _, page := range []store.Page{
			{},
			{Limit: 5},
			{Limit: 100},
			{Limit: 2000},
			{Offset: 5},
			{Offset: 5, Limit: 5},
			{Offset: 10, Limit: 7},
			{Offset: 20, Limit: 5},
			{Offset: 24, Limit: 5},
			{Offset: 13, Limit: 2000},
			{Offset: 20},
			{Offset: 26, Limit: 5},
			{Offset: 1000, Limit: 5},
		} {
			t.Run(fmt.Sprintf("%s/%d from %d", search.name, page.Limit, page.Offset), func(t *testing.T) {
				users, total, err := w.own.Users.List(t.Context(), store.UserFilter{Search: search.search}, page)
				ok(t, err)
				equal(t, userIDs(users), nil, part(search.want, page))
				equal(t, total, nil, int64(len(search.want)))
			})
		}
	}
}

// part is an expected page of a list.
func part(all []string, page store.Page) []string {
	rest := all[min(page.Offset, len(all)):]
	if page.Limit > 0 {
		rest = rest[:min(page.Limit, len(rest))]
	}
	return append([]string(nil), rest...)
}

// Lists return complete records.
func testUserList(t *testing.T, w *world) {
	want := *newUser(user, "own")
	want.TenantID = "own"
	for _, page := range []store.Page{{}, {Limit: 1}} {
		users, total, err := w.own.Users.List(t.Context(), store.UserFilter{}, page)
		equal(t, users, err, []models.User{want})
		equal(t, total, nil, 1)
	}
	users, total, err := w.db.Tenant(absent).Users.List(t.Context(), store.UserFilter{}, store.Page{Limit: 1})
	equal(t, users, err, nil)
	equal(t, total, nil, 0)
}

func testCountUsers(t *testing.T, w *world) {
	got, err := w.own.Users.Count(t.Context())
	equal(t, got, err, 1)
	got, err = w.others[0].Users.Count(t.Context())
	equal(t, got, err, 2)
	got, err = w.db.Tenant(absent).Users.Count(t.Context())
	equal(t, got, err, 0)
}

// Every write of a user updates its search key.
func testSearchKeys(t *testing.T, w *world) {
	ctx := t.Context()
	got, err := w.own.Users.Get(ctx, user)
	ok(t, err)
	equal(t, got.SearchKey, nil, "user\nada-user\nada.user@example.com\n+1555user\nown")

	got.Name, got.PrimaryEmail, got.SearchKey = ptr("Émile"), nil, "not mine"
	ok(t, w.own.Users.Update(ctx, got))
	wantUsers(t, w.own, term("", store.SearchLike, "%ÉMILE%"), []string{user})
	wantUsers(t, w.own, term("", store.SearchLike, "%example.com%"), nil)
	got, err = w.own.Users.Get(ctx, user)
	ok(t, err)
	equal(t, got.SearchKey, nil, "user\nada-user\n\n+1555user\némile")
}

func testAddMissingUsers(t *testing.T, w *world) {
	ctx := t.Context()
	changed := *newUser(user, "changed")
	fresh := *newBareUser("fresh")
	fresh.Name, fresh.SearchKey = ptr("Émile"), ""
	added, err := w.own.Users.AddMissing(ctx, []models.User{changed, fresh})
	equal(t, added, err, 1)
	want := newUser(user, "own")
	want.TenantID = "own"
	got, err := w.own.Users.Get(ctx, user)
	equal(t, got, err, want)
	wantUsers(t, w.own, term("name", store.SearchExact, "émile"), []string{"fresh"})
	added, err = w.own.Users.AddMissing(ctx, []models.User{changed, fresh})
	equal(t, added, err, 0)
	added, err = w.own.Users.AddMissing(ctx, nil)
	equal(t, added, err, 0)

	// If one name is taken, nothing is written.
	taken := *newBareUser("taken")
	taken.Username = ptr("Ada-user")
	_, err = w.own.Users.AddMissing(ctx, []models.User{*newBareUser("new"), taken})
	fails(t, err, store.ErrConflict)
	_, err = w.own.Users.Get(ctx, "new")
	fails(t, err, store.ErrNotFound)
}
