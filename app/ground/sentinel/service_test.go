package sentinel_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"portico/app/ground/fault"
	"portico/app/ground/sentinel"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

const subject = "user:u1"

// clock is a clock that a test controls.
type clock struct{ now time.Time }

func newClock() *clock { return &clock{now: time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)} }

func (c *clock) service() *sentinel.Service {
	return &sentinel.Service{Now: func() time.Time { return c.now }}
}

// records opens a tenant with a policy.
func records(t *testing.T, db *store.DB, maxAttempts, lockoutMinutes int) *store.Store {
	t.Helper()
	settings := models.DefaultTenantSettings()
	settings.SentinelPolicy = models.SentinelPolicy{MaxAttempts: maxAttempts, LockoutDuration: lockoutMinutes}
	tenant := &models.Tenant{ID: "default", Name: "Default", DefaultAlgorithm: "ES256", Settings: settings}
	if err := db.CreateTenant(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	return db.Tenant("default")
}

// onBoth runs a test on every available database.
func onBoth(t *testing.T, test func(t *testing.T, db *store.DB)) {
	t.Run("SQLite", func(t *testing.T) { test(t, storetest.SQLite(t)) })
	t.Run("Postgres", func(t *testing.T) { test(t, storetest.Postgres(t)) })
}

// wantBlocked expects a block of this many minutes.
func wantBlocked(t *testing.T, err error, minutes int) {
	t.Helper()
	var refused *fault.Error
	if !errors.As(err, &refused) {
		t.Fatalf("got %v, want a refusal", err)
	}
	if refused.Kind != fault.Invalid || refused.Code != "session.verification_blocked_too_many_attempts" {
		t.Errorf("got kind %v, code %s", refused.Kind, refused.Code)
	}
	if got := refused.Params["Minutes"]; got != minutes {
		t.Errorf("Minutes = %v, want %d", got, minutes)
	}
}

func reserve(t *testing.T, s *sentinel.Service, records *store.Store, times int) {
	t.Helper()
	for i := range times {
		if err := s.Reserve(t.Context(), records, subject); err != nil {
			t.Fatalf("attempt %d: %v", i+1, err)
		}
	}
}

func TestReserveAllowsExactlyMaxAttempts(t *testing.T) {
	onBoth(t, func(t *testing.T, db *store.DB) {
		at := newClock()
		service, records := at.service(), records(t, db, 3, 60)
		reserve(t, service, records, 3)
		wantBlocked(t, service.Reserve(t.Context(), records, subject), 60)
		wantBlocked(t, service.Reserve(t.Context(), records, subject), 60)
		if err := service.Reserve(t.Context(), records, "user:u2"); err != nil {
			t.Errorf("another subject: %v", err)
		}
	})
}

func TestReserveStartsOverAfterTheWindow(t *testing.T) {
	at := newClock()
	service, records := at.service(), records(t, storetest.Any(t), 3, 60)
	reserve(t, service, records, 3)
	at.now = at.now.Add(time.Hour)
	reserve(t, service, records, 3)
	wantBlocked(t, service.Reserve(t.Context(), records, subject), 60)
}

// A block shorter than the hour must not be followed by another one.
func TestBlockExpires(t *testing.T) {
	for name, lockout := range map[string]int{"shorter than the window": 10, "longer than the window": 90} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, db *store.DB) {
				at := newClock()
				service, records := at.service(), records(t, db, 2, lockout)
				reserve(t, service, records, 2)
				wantBlocked(t, service.Reserve(t.Context(), records, subject), lockout)

				at.now = at.now.Add(time.Duration(lockout)*time.Minute - time.Millisecond)
				wantBlocked(t, service.Reserve(t.Context(), records, subject), 1)

				at.now = at.now.Add(time.Millisecond)
				reserve(t, service, records, 2)
				wantBlocked(t, service.Reserve(t.Context(), records, subject), lockout)
			})
		})
	}
}

func TestMinutesAreRoundedUp(t *testing.T) {
	at := newClock()
	service, records := at.service(), records(t, storetest.Any(t), 1, 10)
	reserve(t, service, records, 1)
	wantBlocked(t, service.Reserve(t.Context(), records, subject), 10)
	for _, step := range []struct {
		passed time.Duration
		want   int
	}{{time.Second, 10}, {time.Minute, 9}, {9*time.Minute - 2*time.Second, 1}} {
		at.now = at.now.Add(step.passed)
		wantBlocked(t, service.Reserve(t.Context(), records, subject), step.want)
	}
}

func TestClear(t *testing.T) {
	at := newClock()
	service, records := at.service(), records(t, storetest.Any(t), 2, 60)
	reserve(t, service, records, 2)
	if err := service.Clear(t.Context(), records, subject); err != nil {
		t.Fatal(err)
	}
	reserve(t, service, records, 2)
	wantBlocked(t, service.Reserve(t.Context(), records, subject), 60)
	if err := service.Clear(t.Context(), records, "user:unknown"); err != nil {
		t.Errorf("clear without attempts: %v", err)
	}
}

func TestConcurrentGuessesDoNotExceedTheLimit(t *testing.T) {
	onBoth(t, func(t *testing.T, db *store.DB) {
		const guesses, limit = 50, 7
		service, records := newClock().service(), records(t, db, limit, 60)
		var passed, refused atomic.Int64
		var group sync.WaitGroup
		for range guesses {
			group.Go(func() {
				err := service.Reserve(t.Context(), records, subject)
				var blocked *fault.Error
				switch {
				case err == nil:
					passed.Add(1)
				case errors.As(err, &blocked):
					refused.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		group.Wait()
		if passed.Load() != limit || refused.Load() != guesses-limit {
			t.Errorf("%d passed and %d were refused; want %d and %d", passed.Load(), refused.Load(), limit, guesses-limit)
		}
	})
}

func TestReserveFailsWithTheDatabase(t *testing.T) {
	service, records := newClock().service(), records(t, storetest.SQLite(t), 2, 60)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := service.Reserve(ctx, records, subject); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v: an attempt that was not counted must not pass", err)
	}
}
