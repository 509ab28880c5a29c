package storetest

import (
	"context"
	"errors"
	"testing"

	"portico/models"
	"portico/models/store"
)

func tenantTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"create and list":    testTenants,
		"find":               testFindTenants,
		"read":               testTenant,
		"update":             testUpdateTenant,
		"default algorithm":  testSetDefaultAlgorithm,
		"revision":           testRevision,
		"failures count not": testRevisionOfFailures,
	}
}

func testTenants(t *testing.T, w *world) {
	fails(t, w.db.CreateTenant(t.Context(), newTenant("own", "again")), store.ErrConflict)
	tenants, err := w.db.Tenants(t.Context())
	ok(t, err)
	var ids []string
	for _, tenant := range tenants {
		ids = append(ids, tenant.ID)
	}
	equal(t, ids, nil, []string{"a-other", "own", "z-other"})
}

func testFindTenants(t *testing.T, w *world) {
	special := newTenant("special", "100% Größe_")
	ok(t, w.db.CreateTenant(t.Context(), special))
	tests := []struct {
		name   string
		filter store.TenantFilter
		page   store.Page
		want   []string
		total  int64
	}{
		{"all", store.TenantFilter{}, store.Page{}, []string{"a-other", "own", "special", "z-other"}, 4},
		{"first page", store.TenantFilter{}, store.Page{Limit: 1}, []string{"a-other"}, 4},
		{"third page", store.TenantFilter{}, store.Page{Offset: 2, Limit: 1}, []string{"special"}, 4},
		{"past the end", store.TenantFilter{}, store.Page{Offset: 9, Limit: 1}, nil, 4},
		{"all but one", store.TenantFilter{Except: "own"}, store.Page{Limit: 9}, []string{"a-other", "special", "z-other"}, 3},
		{"by part of the id", store.TenantFilter{Query: "OTHER"}, store.Page{Limit: 1}, []string{"a-other"}, 2},
		{"by part of the name", store.TenantFilter{Query: "grö"}, store.Page{}, []string{"special"}, 1},
		{"wildcards are literal", store.TenantFilter{Query: "%"}, store.Page{}, []string{"special"}, 1},
		{"by both", store.TenantFilter{Query: "other", Except: "a-other"}, store.Page{}, []string{"z-other"}, 1},
		{"no match", store.TenantFilter{Query: "absent"}, store.Page{}, nil, 0},
		{"by NUL", store.TenantFilter{Query: "o\x00"}, store.Page{}, nil, 0},
		{"by invalid UTF-8", store.TenantFilter{Query: "\xff"}, store.Page{}, nil, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found, total, err := w.db.FindTenants(t.Context(), test.filter, test.page)
			ok(t, err)
			var ids []string
			for _, tenant := range found {
				ids = append(ids, tenant.ID)
			}
			equal(t, ids, nil, test.want)
			if total != test.total {
				t.Errorf("total %d, want %d", total, test.total)
			}
		})
	}
}

func testTenant(t *testing.T, w *world) {
	got, err := w.own.Tenant.Get(t.Context())
	ok(t, err)
	want := newTenant("own", "own")
	want.Revision = got.Revision
	equal(t, got, nil, want)
	if got := w.own.TenantID(); got != "own" {
		t.Errorf("TenantID is %q", got)
	}
	nobody := w.db.Tenant(absent)
	_, err = nobody.Tenant.Get(t.Context())
	fails(t, err, store.ErrNotFound)
	_, err = nobody.Tenant.Revision(t.Context())
	fails(t, err, store.ErrNotFound)
	fails(t, nobody.Users.Insert(t.Context(), newBareUser("x")), store.ErrConflict)
	fails(t, nobody.Applications.Insert(t.Context(), newApplication("x", "x")), store.ErrConflict)
}

func testUpdateTenant(t *testing.T, w *world) {
	before, err := w.own.Tenant.Get(t.Context())
	ok(t, err)
	change := newTenant("own", "changed")
	change.DefaultAlgorithm = "RS256"
	change.CreatedAt = 1
	ok(t, w.own.Tenant.Update(t.Context(), change))
	want := newTenant("own", "changed")
	want.DefaultAlgorithm = "RS256"
	want.Revision = before.Revision + 1
	got, err := w.own.Tenant.Get(t.Context())
	equal(t, got, err, want)
	fails(t, w.db.Tenant(absent).Tenant.Update(t.Context(), newTenant(absent, "x")), store.ErrNotFound)
}

func testSetDefaultAlgorithm(t *testing.T, w *world) {
	want, err := w.own.Tenant.Get(t.Context())
	ok(t, err)
	want.DefaultAlgorithm = "ES384"
	want.Revision++
	ok(t, w.own.Tenant.SetDefaultAlgorithm(t.Context(), "ES384"))
	got, err := w.own.Tenant.Get(t.Context())
	equal(t, got, err, want)
	fails(t, w.db.Tenant(absent).Tenant.SetDefaultAlgorithm(t.Context(), "ES384"), store.ErrNotFound)
}

// configurations are the changes that increment the revision.
func configurations() map[string]func(context.Context, *store.Store) error {
	return map[string]func(context.Context, *store.Store) error{
		"create application": func(ctx context.Context, s *store.Store) error {
			return s.Applications.Insert(ctx, newApplication("new", "new"))
		},
		"delete application": func(ctx context.Context, s *store.Store) error { return s.Applications.Delete(ctx, app) },
		"update application": func(ctx context.Context, s *store.Store) error {
			return s.Applications.UpdateMetadata(ctx, newApplication(app, "changed"))
		},
		"set default algorithm": func(ctx context.Context, s *store.Store) error {
			return s.Tenant.SetDefaultAlgorithm(ctx, "RS256")
		},
		"create secret": func(ctx context.Context, s *store.Store) error {
			return s.Secrets.Insert(ctx, newSecret(app, "new", "new"))
		},
		"create resource": func(ctx context.Context, s *store.Store) error {
			return s.Resources.Insert(ctx, newResource("new", "https://new.example", "new"))
		},
		"create scope": func(ctx context.Context, s *store.Store) error {
			return s.Scopes.Insert(ctx, newScope("new", resource, "new", "new"))
		},
		"create role": func(ctx context.Context, s *store.Store) error {
			return s.Roles.Insert(ctx, newRole("new", "new", "new", models.RoleUser))
		},
		"add role scopes": func(ctx context.Context, s *store.Store) error {
			return s.Roles.AddScopes(ctx, role, []string{scope})
		},
		"assign application role": func(ctx context.Context, s *store.Store) error {
			return s.Assignments.Give(ctx, models.ApplicationHolder(app), role)
		},
		"create signing key": func(ctx context.Context, s *store.Store) error {
			return s.SigningKeys.Insert(ctx, newSigningKey("new", "new", models.KeyNext))
		},
		"update signing key": func(ctx context.Context, s *store.Store) error {
			return s.SigningKeys.Update(ctx, newSigningKey(key, "new", models.KeyPrevious))
		},
		"delete signing key": func(ctx context.Context, s *store.Store) error { return s.SigningKeys.Delete(ctx, key) },
	}
}

func testRevision(t *testing.T, w *world) {
	rollback := errors.New("rollback")
	for name, change := range configurations() {
		t.Run(name, func(t *testing.T) {
			err := w.own.InTx(t.Context(), func(tx *store.Store) error {
				before, err := tx.Tenant.Get(t.Context())
				ok(t, err)
				ok(t, change(t.Context(), tx))
				after, err := tx.Tenant.Get(t.Context())
				equal(t, after.Revision, err, before.Revision+1)
				return rollback
			})
			fails(t, err, rollback)
		})
	}
	before, err := w.own.Tenant.Revision(t.Context())
	ok(t, err)
	ok(t, w.own.Applications.Delete(t.Context(), app))
	after, err := w.own.Tenant.Revision(t.Context())
	equal(t, after, err, before+1)
}

func testRevisionOfFailures(t *testing.T, w *world) {
	before, err := w.own.Tenant.Revision(t.Context())
	ok(t, err)
	fails(t, w.own.Applications.Insert(t.Context(), newApplication(app, "again")), store.ErrConflict)
	fails(t, w.own.Applications.Delete(t.Context(), absent), store.ErrNotFound)
	after, err := w.own.Tenant.Revision(t.Context())
	equal(t, after, err, before)
}
