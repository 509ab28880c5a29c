package store

import (
	"context"

	"portico/models"
)

// Outbox are the tenant's events that are to be delivered.
type Outbox struct{ *conn }

// Add appends an event and sets its id.
func (s Outbox) Add(ctx context.Context, event *models.OutboxEvent) error {
	return insert(ctx, s.conn, event, &event.TenantID)
}

// List lists the oldest events first, limit at most.
func (s Outbox) List(ctx context.Context, limit int) ([]models.OutboxEvent, error) {
	return list[models.OutboxEvent](s.reader(ctx).Order("id").Limit(limit))
}
