package event

import (
	"context"
	"fmt"
	"strings"
	"time"

	"portico/models"
	"portico/models/store"
)

// Outbox stores the events for delivery to others, in the transaction of the
// change: nothing that is rolled back is ever delivered, and nothing that is
// committed is lost, even if the program crashes.
type Outbox struct {
	Now func() time.Time
}

// Record implements Listener.
func (o *Outbox) Record(ctx context.Context, records *store.Store, e Event) error {
	if !e.isForOutbox() {
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

// isForOutbox reports whether an event changed something, or was a registration.
// Failures, the steps of a sign-in and the use of tokens are only for the audit log:
// there are many of them, and they change no records.
func (e Event) isForOutbox() bool {
	if e.Result != models.AuditSuccess {
		return false
	}
	isStep := strings.HasPrefix(e.Key, "Interaction.") || strings.HasPrefix(e.Key, "ExchangeTokenBy.") || e.Key == RevokeToken
	return !isStep || e.Key == RegisterSubmit
}
