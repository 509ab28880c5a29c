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
	// Before and After hold exactly the fields that a change of a record changed, by
	// their API names: a creation has no Before, a deletion no After.
	Before, After map[string]any // never a secret
	Payload       map[string]any // further details; never a secret
	// IsFrequent events accompany no other write; they may be merged and recorded
	// with a delay.
	IsFrequent bool
}

// InteractionID is the member of the payload of InteractionCreate with the id of the
// interaction.
const InteractionID = "interactionId"

// Origin is where the request that caused an event came from.
type Origin struct {
	IP, UserAgent, RequestID string
}

// Listener is notified of an event. It writes through records, and so in the
// transaction of the change, if there is one.
type Listener func(ctx context.Context, records *store.Store, e Event) error

// Publisher notifies every listener of an event.
type Publisher struct {
	listeners []Listener
}

// NewPublisher returns a publisher that notifies the listeners in this order.
func NewPublisher(listeners ...Listener) *Publisher {
	return &Publisher{listeners: listeners}
}

// Publish notifies the listeners. Within a transaction, its error must roll back the
// transaction. Of a change, either all listeners write their records or none does.
func (p *Publisher) Publish(ctx context.Context, records *store.Store, e Event) error {
	if e.Result == "" {
		e.Result = models.AuditSuccess
	}
	if !e.isForOutbox() {
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

// WithOrigin returns a context that carries the request's origin.
func WithOrigin(ctx context.Context, origin Origin) context.Context {
	return context.WithValue(ctx, originKey{}, origin)
}

// OriginFrom returns the request's origin; empty outside a request.
func OriginFrom(ctx context.Context) Origin {
	origin, _ := ctx.Value(originKey{}).(Origin)
	return origin
}
