package event

import (
	"context"
	"errors"
	"fmt"

	"portico/models"
	"portico/models/store"
)

// Event is something that has happened.
type Event struct {
	Key           string
	Result        models.AuditResult
	UserID        string
	ApplicationID string
	Reason        string // the error code of a failure
	// Before and After have what a change of a record changed, by the names of
	// the API, and nothing else: a creation has no Before, a deletion no After.
	Before, After map[string]any // never a secret
	Payload       map[string]any // whatever else there is to say; never a secret
	// IsFrequent events go with no write of their own and may be merged and
	// recorded a moment later.
	IsFrequent bool
}

// Origin is where the request that caused an event came from.
type Origin struct {
	IP, UserAgent, RequestID string
}

// Listener hears of an event. It writes through records, and so in the
// transaction of what has happened, if there is one.
type Listener func(ctx context.Context, records *store.Store, e Event) error

// Publisher notifies every listener of an event.
type Publisher struct {
	listeners []Listener
}

// NewPublisher makes a publisher for the listeners, in the order in which they
// are notified.
func NewPublisher(listeners ...Listener) *Publisher {
	return &Publisher{listeners: listeners}
}

// Publish notifies the listeners. Within a transaction its error must undo it.
// All listeners write what they have to say of a change, or none does.
func (p *Publisher) Publish(ctx context.Context, records *store.Store, e Event) error {
	if e.Result == "" {
		e.Result = models.AuditSuccess
	}
	if !e.isForOthers() {
		return p.notify(ctx, records, e)
	}
	return records.InTx(ctx, func(tx *store.Store) error { return p.notify(ctx, tx, e) })
}

func (p *Publisher) notify(ctx context.Context, records *store.Store, e Event) error {
	var failed []error
	for _, listen := range p.listeners {
		failed = append(failed, listen(ctx, records, e))
	}
	if err := errors.Join(failed...); err != nil {
		return fmt.Errorf("publish %s: %w", e.Key, err)
	}
	return nil
}

type originKey struct{}

// WithOrigin puts the request's origin into the context.
func WithOrigin(ctx context.Context, origin Origin) context.Context {
	return context.WithValue(ctx, originKey{}, origin)
}

// OriginFrom returns the request's origin; empty outside a request.
func OriginFrom(ctx context.Context) Origin {
	origin, _ := ctx.Value(originKey{}).(Origin)
	return origin
}
