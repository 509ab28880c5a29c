package password

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"

	"portico/app/ground/fault"
)

// DefaultWaiting is how many calls may wait for a free slot.
const DefaultWaiting = 64

// Hasher hashes passwords in a bounded number of slots. Hashing is deliberately slow
// and takes 19 MiB, so a flood of sign-ins must be stopped before it exhausts memory:
// beyond the bound, calls fail at once with request.rate_limited.
type Hasher struct {
	slots      chan struct{}
	waiting    atomic.Int64
	maxWaiting int64
	// IsCheap creates insecure hashes in next to no time. Only tests that are not about
	// hashing set it, before they use the hasher.
	IsCheap bool
}

// NewHasher returns a hasher with a number of slots, each of which keeps one core busy,
// and a number of calls that may wait. Zero slots means one per core; negative waiting
// means DefaultWaiting.
func NewHasher(slots, waiting int) *Hasher {
	if slots <= 0 {
		slots = runtime.GOMAXPROCS(0)
	}
	if waiting < 0 {
		waiting = DefaultWaiting
	}
	return &Hasher{
		slots:      make(chan struct{}, slots),
		maxWaiting: int64(waiting),
	}
}

// Hash returns the PHC string of a password. Errors: password_rejected.too_long over
// MaxBytes, request.rate_limited if the queue is full, or the context's.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	if len(password) > MaxBytes {
		return "", tooLong(Policy{})
	}
	if err := h.acquire(ctx); err != nil {
		return "", err
	}
	defer h.release()
	return h.makeHash(password), nil
}

// Verify reports whether a password matches a stored hash, created here or imported.
// Errors: ErrHash, request.rate_limited if the queue is full, or the context's.
func (h *Hasher) Verify(ctx context.Context, password, stored string) (bool, error) {
	if len(password) > MaxBytes {
		return false, nil
	}
	algorithm, digest := Export(stored)
	parsed, err := parseImported(algorithm, digest)
	if err != nil {
		return false, err
	}
	if err := h.acquire(ctx); err != nil {
		return false, err
	}
	defer h.release()
	if stored != digest { // imported: see the package's comment
		h.nobody().matches(password)
	}
	return parsed.matches(password), nil
}

// VerifyNone does the work of Verify for a user who does not exist or has no password,
// so that timing does not reveal who exists. Its errors are those of Verify.
func (h *Hasher) VerifyNone(ctx context.Context, password string) error {
	if len(password) > MaxBytes {
		return nil
	}
	if err := h.acquire(ctx); err != nil {
		return err
	}
	defer h.release()
	h.nobody().matches(password)
	return nil
}

// Load returns the number of calls that are hashing and that are waiting to.
func (h *Hasher) Load() (working, waiting int) {
	return len(h.slots), int(h.waiting.Load())
}

// acquire takes a slot, or waits for one.
func (h *Hasher) acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("wait for password hashing: %w", err)
	}
	select {
	case h.slots <- struct{}{}:
		return nil
	default:
	}
	defer h.waiting.Add(-1)
	if h.waiting.Add(1) > h.maxWaiting {
		return fault.New(fault.Limited, "request.rate_limited")
	}
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for password hashing: %w", ctx.Err())
	}
}

func (h *Hasher) release() { <-h.slots }
