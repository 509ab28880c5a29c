package store

import (
	"context"

	"portico/models"
)

// AddOutboxEvent appends an event to the outbox and sets its id.
func (s *conn) AddOutboxEvent(ctx context.Context, event *models.OutboxEvent) error {
	event.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(event).Error)
}

// OutboxEvents lists what is in the outbox, the oldest first, limit at most.
func (s *conn) OutboxEvents(ctx context.Context, limit int) ([]models.OutboxEvent, error) {
	return list[models.OutboxEvent](s.reader(ctx).Order("id").Limit(limit))
}
