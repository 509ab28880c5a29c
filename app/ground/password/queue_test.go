package password_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"portico/app/ground/fault"
	"portico/app/ground/password"
)

func TestQueueIsBounded(t *testing.T) {
	const slots, waiting, calls = 1, 2, 12
	h := password.NewHasher(slots, waiting)
	start := make(chan struct{})
	results := make(chan error, calls)
	for range calls {
		go func() {
			<-start
			results <- h.VerifyNone(t.Context(), "x")
		}()
	}
	close(start)
	var done, limited int
	for range calls {
		err := <-results
		switch {
		case err == nil:
			done++
		case fault.From(err).Kind == fault.Limited && fault.From(err).Code == "request.rate_limited":
			limited++
		default:
			t.Error(err)
		}
	}
	if done < slots+waiting || limited == 0 {
		t.Errorf("%d done, %d refused", done, limited)
	}
}

func TestQueueServesEveryoneWithinItsBounds(t *testing.T) {
	const calls = 6
	h := password.NewHasher(2, calls)
	var group sync.WaitGroup
	for range calls {
		group.Go(func() {
			if err := h.VerifyNone(t.Context(), "x"); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestQueueIsFreeAfterwards(t *testing.T) {
	h := password.NewHasher(1, 0)
	for range 3 {
		if err := h.VerifyNone(t.Context(), "x"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	h := password.NewHasher(1, 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := h.VerifyNone(ctx, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("VerifyNone: %v", err)
	}
	if _, err := h.Hash(ctx, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("Hash: %v", err)
	}
	if _, err := h.Verify(ctx, "x", reference); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify: %v", err)
	}
}

// A waiting call leaves the queue when its request ends.
func TestGivingUpLeavesNoTrace(t *testing.T) {
	h := password.NewHasher(1, 1)
	for range 3 {
		ctx, cancel := context.WithCancel(t.Context())
		results := make(chan error, 2)
		for range 2 {
			go func() { results <- h.VerifyNone(ctx, "x") }()
		}
		cancel()
		for range 2 {
			if err := <-results; err != nil && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
		}
	}
	if err := h.VerifyNone(t.Context(), "x"); err != nil {
		t.Error(err)
	}
}
