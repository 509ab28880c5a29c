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

// ByDigest finds the interaction of a browser's token, an ended one too.
func (s Interactions) ByDigest(ctx context.Context, digest []byte) (*models.Interaction, error) {
	return first[models.Interaction](s.reader(ctx).Where("digest = ?", digest))
}

// Bind gives an interaction that no browser has taken up to the
// holder of a token. ErrNotFound: it is taken, or gone.
func (s Interactions) Bind(ctx context.Context, id string, digest []byte) error {
	return changed(s.writer(ctx).Model(&models.Interaction{}).
		Where("id = ? AND digest IS NULL", id).Update("digest", digest))
}

// End lets an interaction end at now (epoch ms). ErrNotFound: it has
// ended before; of two answers at once exactly one succeeds.
func (s Interactions) End(ctx context.Context, id string, now int64) error {
	return changed(s.writer(ctx).Model(&models.Interaction{}).
		Where("id = ? AND expires_at > ?", id, now).Update("expires_at", now))
}
