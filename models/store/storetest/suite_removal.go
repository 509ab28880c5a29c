package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"portico/models"
	"portico/models/store"
)

func removalTests() group {
	return group{"deleted": testDeletedTenant, "rows": testTenantRemoval}
}

// many is a number of rows greater than a batch.
const many = 1000

// testExpiryInBatches interrupts a sweep after its first batch; the next one finishes.
func testExpiryInBatches(t *testing.T, w *world) {
	ok(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return addTokens(t.Context(), tx) }))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ok(t, w.db.Observe(func(statement string) {
		if strings.HasPrefix(statement, "DELETE FROM access_tokens") {
			stop()
		}
	}))
	fails(t, w.db.DeleteExpired(ctx, now+1), context.Canceled)
	if left := tokensLeft(t, w.own); left == 0 || left >= many {
		t.Errorf("%d of %d rows are left after a batch", left, many)
	}
	ok(t, w.db.DeleteExpired(t.Context(), now+1))
	if left := tokensLeft(t, w.own); left != 0 {
		t.Errorf("%d rows are left at the end", left)
	}
}

// testAuditRetention checks that audit rows are deleted by their tenant's retention.
func testAuditRetention(t *testing.T, w *world) {
	const day = 24 * 60 * 60 * 1000
	keep := map[string]int64{"a-other": 0, "own": 30, "z-other": 31}
	for id, days := range keep {
		records := w.db.Tenant(id)
		tenant, err := records.Tenant.Get(t.Context())
		ok(t, err)
		tenant.Settings.AuditRetentionDays = days
		ok(t, records.Tenant.Update(t.Context(), tenant))
		ok(t, records.AuditLogs.Add(t.Context(), auditLogAt("old", now), auditLogAt("new", now+1)))
	}
	left := func(id string) string {
		var ids []string
		for _, row := range []string{"old", "new"} {
			if _, err := w.db.Tenant(id).AuditLogs.Get(t.Context(), row); err == nil {
				ids = append(ids, row)
			}
		}
		return strings.Join(ids, " ")
	}
	for _, step := range []struct {
		at   int64
		want map[string]string
	}{
		{now + 30*day, map[string]string{"a-other": "old new", "own": "old new", "z-other": "old new"}},
		{now + 30*day + 1, map[string]string{"a-other": "old new", "own": "new", "z-other": "old new"}},
		{now + 31*day + 1, map[string]string{"a-other": "old new", "own": "", "z-other": "new"}},
		{now + 10_000*day, map[string]string{"a-other": "old new", "own": "", "z-other": ""}},
	} {
		ok(t, w.db.DeleteExpired(t.Context(), step.at))
		for id, want := range step.want {
			if got := left(id); got != want {
				t.Errorf("%d days later %s has %q, want %q", (step.at-now)/day, id, got, want)
			}
		}
	}
}

// testDeletedTenant checks that a deleted tenant cannot be found, although its rows
// still exist.
func testDeletedTenant(t *testing.T, w *world) {
	ctx := t.Context()
	// A rollback restores it.
	fails(t, w.own.InTx(ctx, func(tx *store.Store) error {
		ok(t, tx.Tenant.Delete(ctx, now))
		return context.Canceled
	}), context.Canceled)
	_, err := w.own.Tenant.Revision(ctx)
	ok(t, err)

	ok(t, w.own.Tenant.Delete(ctx, now))
	fails(t, w.own.Tenant.Delete(ctx, now), store.ErrNotFound)
	fails(t, w.db.Tenant(absent).Tenant.Delete(ctx, now), store.ErrNotFound)
	_, err = w.own.Tenant.Revision(ctx)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Tenant.Get(ctx)
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.InTx(ctx, func(tx *store.Store) error {
		_, err := tx.Tenant.Hold(ctx)
		return err
	}), store.ErrNotFound)
	equal(t, tenantIDs(t, w.db.Tenants), nil, []string{"a-other", "z-other"})
	equal(t, tenantIDs(t, w.db.DeletedTenants), nil, []string{"own"})
	fails(t, w.db.CreateTenant(ctx, newTenant("own", "again")), store.ErrConflict)
	_, err = w.own.Users.Get(ctx, user)
	ok(t, err)
}

// testTenantRemoval interrupts the removal of a deleted tenant and starts another,
// which finishes. Then the id is free, and nothing of the old tenant is left.
func testTenantRemoval(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.db.RemoveDeletedTenants(ctx)) // nothing to remove
	ok(t, w.own.InTx(ctx, func(tx *store.Store) error { return addTokens(ctx, tx) }))
	ok(t, w.own.Tenant.Delete(ctx, now))
	stopping, stop := context.WithCancel(ctx)
	defer stop()
	batches := 0
	ok(t, w.db.Observe(func(statement string) {
		if strings.HasPrefix(statement, "DELETE FROM access_tokens") {
			if batches++; batches == 2 {
				stop()
			}
		}
	}))
	fails(t, w.db.RemoveDeletedTenants(stopping), context.Canceled)
	if left := tokensLeft(t, w.own); left == 0 || left >= many {
		t.Errorf("%d of %d rows are left after a batch", left, many)
	}
	deleted, err := w.db.DeletedTenants(ctx)
	ok(t, err)
	if len(deleted) != 1 || deleted[0].RowsDeleted == 0 || deleted[0].RowsDeleted >= deleted[0].RowsToDelete || deleted[0].RowsToDelete < many {
		t.Errorf("progress: %+v", deleted)
	}
	// A request that read the tenant before it was deleted writes.
	ok(t, w.own.AuditLogs.Add(ctx, auditLogAt("late", now)))

	ok(t, w.db.RemoveDeletedTenants(ctx))
	equal(t, tenantIDs(t, w.db.DeletedTenants), nil, nil)
	ok(t, w.db.CreateTenant(ctx, newTenant("own", "again")))
	_, err = w.own.Users.Get(ctx, user)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.AuditLogs.Get(ctx, "late")
	fails(t, err, store.ErrNotFound)
	// The new tenant with the id must not be removed.
	ok(t, w.own.Users.Insert(ctx, newBareUser("new")))
	ok(t, w.db.RemoveDeletedTenants(ctx))
	_, err = w.own.Users.Get(ctx, "new")
	ok(t, err)
}

func auditLogAt(id string, at int64) models.AuditLog {
	row := newAuditLog(id, id)
	row.CreatedAt = at
	return row
}

func addTokens(ctx context.Context, tx *store.Store) error {
	for i := range many {
		if err := tx.AccessTokens.Insert(ctx, newAccessToken(fmt.Sprint("many ", i), grant, "many")); err != nil {
			return err
		}
	}
	return nil
}

func tokensLeft(t *testing.T, s *store.Store) (left int) {
	t.Helper()
	for i := range many {
		if _, err := s.AccessTokens.ByDigest(t.Context(), digest(fmt.Sprint("many ", i)), now); err == nil {
			left++
		}
	}
	return left
}

func tenantIDs(t *testing.T, find func(context.Context) ([]models.Tenant, error)) (ids []string) {
	t.Helper()
	tenants, err := find(t.Context())
	ok(t, err)
	for _, tenant := range tenants {
		ids = append(ids, tenant.ID)
	}
	return ids
}
