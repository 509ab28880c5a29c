package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func scopeTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"search": testSearchScopes,
		"change": testUpdateScope,
		"delete": testDeleteScope,
	}
}

func testSearchScopes(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Resources.Insert(ctx, newResource("new", "https://new.example", "new")))
	ok(t, w.own.Scopes.Insert(ctx, newScope("s1", resource, "write", "Changes carts")))
	ok(t, w.own.Scopes.Insert(ctx, newScope("s2", resource, "delete", "Empties carts")))
	ok(t, w.own.Scopes.Insert(ctx, newScope("s3", "new", "read", "Elsewhere")))
	tests := []struct {
		name   string
		search store.Search
		page   store.Page
		want   []string
		total  int64
	}{
		{"all, by name", store.Search{}, store.Page{}, []string{"s2", scope, "s1"}, 3},
		{"first page", store.Search{}, store.Page{Limit: 2}, []string{"s2", scope}, 3},
		{"last page", store.Search{}, store.Page{Offset: 2, Limit: 2}, []string{"s1"}, 3},
		{"past the end", store.Search{}, store.Page{Offset: 4, Limit: 2}, nil, 3},
		{"by name", either(term("name", store.SearchLike, "%RE%")), store.Page{Limit: 9}, []string{scope}, 1},
		{"by description", either(term("", store.SearchLike, "%carts")), store.Page{Limit: 1}, []string{"s2"}, 2},
		{"of another tenant", either(term("", store.SearchExact, foreign)), store.Page{Limit: 9}, nil, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found, total, err := w.own.Scopes.List(ctx, resource, test.search, test.page)
			ok(t, err)
			var ids []string
			for _, one := range found {
				ids = append(ids, one.ID)
			}
			equal(t, ids, nil, test.want)
			equal(t, total, nil, test.total)
		})
	}
}

func testUpdateScope(t *testing.T, w *world) {
	ctx := t.Context()
	before, err := w.own.Tenant.Revision(ctx)
	ok(t, err)
	want := newScope(scope, resource, "look", "")
	want.Description = nil
	changed := *want
	changed.CreatedAt = 1 // is not written
	ok(t, w.own.Scopes.Update(ctx, &changed))
	want.TenantID = "own"
	got, err := w.own.Scopes.Get(ctx, resource, scope)
	equal(t, got, err, want)
	after, err := w.own.Tenant.Revision(ctx)
	equal(t, after, err, before+1)
	ok(t, w.own.Scopes.Insert(ctx, newScope("second", resource, "second", "x")))
	fails(t, w.own.Scopes.Update(ctx, newScope("second", resource, "look", "x")), store.ErrConflict)
	for _, other := range []*models.Scope{newScope(foreign, resource, "x", "x"), newScope(scope, foreign, "x", "x")} {
		fails(t, w.own.Scopes.Update(ctx, other), store.ErrNotFound)
	}
}

func testDeleteScope(t *testing.T, w *world) {
	ctx := t.Context()
	fails(t, w.own.Scopes.Delete(ctx, resource, foreign), store.ErrNotFound)
	fails(t, w.own.Scopes.Delete(ctx, foreign, scope), store.ErrNotFound)
	ok(t, w.own.Scopes.Delete(ctx, resource, scope))
	_, err := w.own.Scopes.Get(ctx, resource, scope)
	fails(t, err, store.ErrNotFound)
	got, err := w.own.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: resource})
	equal(t, len(got), err, 0)
}
