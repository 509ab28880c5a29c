package sentinel_test

import (
	"testing"
	"time"

	"portico/app/ground/fault"
	"portico/app/ground/sentinel"
	"portico/models/store"
)

func TestLimit(t *testing.T) {
	onBoth(t, func(t *testing.T, db *store.DB) {
		clock := newClock()
		tenant := records(t, db, 1, 60)
		subject, other := sentinel.MailSubject("ann@example.com"), sentinel.MailSubject("bob@example.com")
		act := func(subject string) error {
			return clock.service().Limit(t.Context(), tenant, subject, 3, 10*time.Minute)
		}
		pass := func(what, subject string) {
			t.Helper()
			if err := act(subject); err != nil {
				t.Errorf("%s: %v", what, err)
			}
		}
		for range 3 {
			pass("within the limit", subject)
			clock.now = clock.now.Add(time.Minute)
		}
		if f := fault.From(act(subject)); f.Kind != fault.Limited || f.Code != "request.rate_limited" {
			t.Errorf("past the limit: %v", f)
		}
		pass("another subject", other)
		clock.now = clock.now.Add(7 * time.Minute) // the window began with the first act
		pass("after the window", subject)
	})
}
