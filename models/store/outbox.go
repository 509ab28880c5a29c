package store

import (
	"context"

	"portico/models"
)

// Outbox holds the tenant's events to be delivered.
type Outbox struct{ *conn }

// Add appends an event and sets its id.
func (s Outbox) Add(ctx context.Context, event *models.OutboxEvent) error {
	return insert(ctx, s.conn, event, &event.TenantID)
}

// List lists at most limit events, oldest first.
func (s Outbox) List(ctx context.Context, limit int) ([]models.OutboxEvent, error) {
	return list[models.OutboxEvent](s.reader(ctx).Order("id").Limit(limit))
}
