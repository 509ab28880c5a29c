package store

import (
	"context"

	"portico/models"
)

// Interactions are authorization requests in progress.
type Interactions struct{ Table[models.Interaction] }

func openInteractions(c *conn) Interactions {
	return Interactions{newTable(c, func(r *models.Interaction) (tenant, id *string) { return &r.TenantID, &r.ID }, "SessionID", "ConsentedBy", "Denied")}
}

// ByDigest finds the interaction of a browser's token, even if it has ended.
func (s Interactions) ByDigest(ctx context.Context, digest []byte) (*models.Interaction, error) {
	return first[models.Interaction](s.reader(ctx).Where("digest = ?", digest))
}

// Bind ties an unbound interaction to the browser that holds a token. ErrNotFound:
// it is already bound, or does not exist.
func (s Interactions) Bind(ctx context.Context, id string, digest []byte) error {
	return changed(s.writer(ctx).Model(&models.Interaction{}).
		Where("id = ? AND digest IS NULL", id).Update("digest", digest))
}

// End ends an interaction at now (epoch ms). ErrNotFound: it has already ended; of
// two concurrent calls exactly one succeeds.
func (s Interactions) End(ctx context.Context, id string, now int64) error {
	return changed(s.writer(ctx).Model(&models.Interaction{}).
		Where("id = ? AND expires_at > ?", id, now).Update("expires_at", now))
}
