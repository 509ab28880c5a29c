package storetest

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"portico/models"
	"portico/models/store"
)

func transactionTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"commits":              testCommit,
		"rolls back":           testRollback,
		"joins the outer":      testJoin,
		"rolls back at panics": testPanic,
		"ends with context":    testCancelled,
		"keeps to its tenant":  testTransactionTenant,
	}
}

func testCommit(t *testing.T, w *world) {
	ok(t, w.own.InTx(t.Context(), func(tx *store.Store) error {
		if err := tx.Users.Insert(t.Context(), newBareUser("new")); err != nil {
			return err
		}
		_, err := tx.Users.Get(t.Context(), "new")
		return err
	}))
	_, err := w.own.Users.Get(t.Context(), "new")
	ok(t, err)
}

func testRollback(t *testing.T, w *world) {
	failure := errors.New("failure")
	err := w.own.InTx(t.Context(), func(tx *store.Store) error {
		ok(t, tx.Users.Insert(t.Context(), newBareUser("new")))
		ok(t, tx.Grants.Delete(t.Context(), grant))
		ok(t, tx.Applications.Insert(t.Context(), newApplication("new", "new")))
		return failure
	})
	if err != failure { //nolint:errorlint // must be the same error
		t.Errorf("got error %v, want %v", err, failure)
	}
	_, err = w.own.Users.Get(t.Context(), "new")
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Applications.Get(t.Context(), "new")
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Grants.Live(t.Context(), grant, now)
	ok(t, err)
	err = w.own.InTx(t.Context(), func(tx *store.Store) error {
		return tx.Users.Insert(t.Context(), newUser(user, "again"))
	})
	fails(t, err, store.ErrConflict)
}

func testJoin(t *testing.T, w *world) {
	failure := errors.New("failure")
	err := w.own.InTx(t.Context(), func(outer *store.Store) error {
		ok(t, outer.InTx(t.Context(), func(inner *store.Store) error {
			return inner.Users.Insert(t.Context(), newBareUser("new"))
		}))
		return failure
	})
	fails(t, err, failure)
	_, err = w.own.Users.Get(t.Context(), "new")
	fails(t, err, store.ErrNotFound)
}

func testPanic(t *testing.T, w *world) {
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		err := w.own.InTx(t.Context(), func(tx *store.Store) error {
			ok(t, tx.Users.Insert(t.Context(), newBareUser("new")))
			panic("failure")
		})
		t.Errorf("InTx returned %v", err)
	}()
	_, err := w.own.Users.Get(t.Context(), "new")
	fails(t, err, store.ErrNotFound)
	ok(t, w.own.Users.Insert(t.Context(), newBareUser("next")))
}

func testCancelled(t *testing.T, w *world) {
	ctx, cancel := context.WithCancel(t.Context())
	err := w.own.InTx(ctx, func(tx *store.Store) error {
		ok(t, tx.Users.Insert(ctx, newBareUser("new")))
		cancel()
		return nil
	})
	// The driver may have rolled back before COMMIT.
	if !errors.Is(err, context.Canceled) && !errors.Is(err, sql.ErrTxDone) {
		t.Errorf("got error %v, want %v", err, context.Canceled)
	}
	_, err = w.own.Users.Get(t.Context(), "new")
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Users.Get(ctx, user)
	fails(t, err, context.Canceled)
	fails(t, w.own.Users.RecordSignIn(ctx, &models.User{ID: user}, 1), context.Canceled)
}

func testTransactionTenant(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.InTx(ctx, func(tx *store.Store) error {
		want := newUser(user, "own")
		want.TenantID = "own"
		got, err := tx.Users.Get(ctx, user)
		equal(t, got, err, want)
		_, err = tx.Users.Get(ctx, foreign)
		fails(t, err, store.ErrNotFound)
		grants, err := tx.Grants.ListGiven(ctx, user, app, now)
		ok(t, err)
		equal(t, len(grants), nil, 1)
		_, err = tx.Tenant.Get(ctx)
		ok(t, err)
		ok(t, tx.Passwords.Set(ctx, user, "new", now))
		fails(t, tx.Passwords.Set(ctx, foreign, "new", now), store.ErrNotFound)
		return tx.Users.Delete(ctx, user)
	}))
}
