package event

import (
	"context"
	"fmt"
	"strings"
	"time"

	"portico/models"
	"portico/models/store"
)

// Outbox keeps the events that others are to hear of, in the transaction of what
// happened: nothing that is undone is ever delivered, and nothing that is done
// is forgotten, whenever the program ends.
type Outbox struct {
	Now func() time.Time
}

// Keep is a Listener.
func (o *Outbox) Keep(ctx context.Context, records *store.Store, e Event) error {
	if !e.isForOthers() {
		return nil
	}
	err := records.Outbox.Add(ctx, &models.OutboxEvent{
		Key: e.Key, UserID: e.UserID, ApplicationID: e.ApplicationID,
		Before: e.Before, After: e.After, Payload: e.Payload,
		Origin: models.OutboxOrigin(OriginFrom(ctx)), CreatedAt: o.Now().UnixMilli(),
	})
	if err != nil {
		return fmt.Errorf("write to outbox: %w", err)
	}
	return nil
}

// isForOthers reports whether an event changed something, or was a registration.
// Failures, the steps of a sign-in and what applications do with their tokens are
// for the audit log alone: they are many, and nobody's records differ after them.
func (e Event) isForOthers() bool {
	if e.Result != models.AuditSuccess {
		return false
	}
	isStep := strings.HasPrefix(e.Key, "Interaction.") || strings.HasPrefix(e.Key, "ExchangeTokenBy.") || e.Key == RevokeToken
	return !isStep || e.Key == RegisterSubmit
}
