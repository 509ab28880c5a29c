package storetest

import (
	"context"
	"testing"

	"portico/models"
	"portico/models/store"
)

func sentinelTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"count":         testCountAttempts,
		"count at once": testCountAttemptsAtOnce,
		"block":         testBlockVerification,
		"forget":        testForgetAttempts,
	}
}

// attempts returns the expected counter of a subject in own.
func attempts(count, windowEndsAt, blockedUntil int64) *models.VerificationAttempts {
	return &models.VerificationAttempts{
		TenantID: "own", Subject: "user:1", Count: count, WindowEndsAt: windowEndsAt, BlockedUntil: blockedUntil,
	}
}

func testCountAttempts(t *testing.T, w *world) {
	ctx := t.Context()
	got, err := w.own.VerificationAttempts.Count(ctx, "user:1", now, now+100)
	equal(t, got, err, attempts(1, now+100, 0))
	got, err = w.own.VerificationAttempts.Count(ctx, "user:1", now+99, now+199)
	equal(t, got, err, attempts(2, now+100, 0))
	got, err = w.own.VerificationAttempts.Count(ctx, "user:1", now+100, now+200)
	equal(t, got, err, attempts(1, now+200, 0))

	// Other subjects and other tenants have their own counters.
	got, err = w.own.VerificationAttempts.Count(ctx, "user:2", now, now+100)
	ok(t, err)
	equal(t, got.Count, nil, 1)
	got, err = w.others[0].VerificationAttempts.Count(ctx, "user:1", now, now+100)
	ok(t, err)
	equal(t, got.Count, nil, 1)
}

func testCountAttemptsAtOnce(t *testing.T, w *world) {
	counted := atOnce(t, nil, func(ctx context.Context) error {
		_, err := w.own.VerificationAttempts.Count(ctx, "user:1", now, now+100)
		return err
	})
	got, err := w.own.VerificationAttempts.Count(t.Context(), "user:1", now, now+100)
	equal(t, got, err, attempts(int64(counted)+1, now+100, 0))
	if counted < 2 {
		t.Errorf("%d attempts were counted", counted)
	}
}

func testBlockVerification(t *testing.T, w *world) {
	ctx := t.Context()
	fails(t, w.own.VerificationAttempts.Block(ctx, "user:1", now), store.ErrNotFound)
	_, err := w.others[0].VerificationAttempts.Count(ctx, "user:1", now, now+100)
	ok(t, err)
	fails(t, w.own.VerificationAttempts.Block(ctx, "user:1", now), store.ErrNotFound)

	_, err = w.own.VerificationAttempts.Count(ctx, "user:1", now, now+100)
	ok(t, err)
	ok(t, w.own.VerificationAttempts.Block(ctx, "user:1", now+500))
	// The window ends with the block.
	got, err := w.own.VerificationAttempts.Count(ctx, "user:1", now+499, now+600)
	equal(t, got, err, attempts(2, now+500, now+500))
	got, err = w.own.VerificationAttempts.Count(ctx, "user:1", now+500, now+600)
	equal(t, got, err, attempts(1, now+600, 0))
	got, err = w.others[0].VerificationAttempts.Count(ctx, "user:1", now, now+100)
	ok(t, err)
	equal(t, got.BlockedUntil, nil, 0)
}

func testForgetAttempts(t *testing.T, w *world) {
	ctx := t.Context()
	for _, s := range []*store.Store{w.own, w.others[0]} {
		_, err := s.VerificationAttempts.Count(ctx, "user:1", now, now+100)
		ok(t, err)
	}
	ok(t, w.own.VerificationAttempts.Forget(ctx, "user:1"))
	ok(t, w.own.VerificationAttempts.Forget(ctx, "user:1"))
	got, err := w.own.VerificationAttempts.Count(ctx, "user:1", now, now+100)
	equal(t, got, err, attempts(1, now+100, 0))
	got, err = w.others[0].VerificationAttempts.Count(ctx, "user:1", now, now+100)
	ok(t, err)
	equal(t, got.Count, nil, 2)
}
