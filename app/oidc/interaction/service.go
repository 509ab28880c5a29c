package interaction

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"
	"unicode/utf8"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/app/oidc/request"
	"portico/models"
	"portico/models/store"
)

// TTL is how long a user has to finish.
const TTL = time.Hour

// CookieTTL is how long the browser's tokens last: beyond the end of an
// interaction, so that a user who comes back within a day can continue.
const CookieTTL = TTL + 24*time.Hour

// Service stores interactions.
type Service struct {
	Now    func() time.Time
	Events *event.Publisher
}

// Begin stores a checked request. token binds it to a browser; with "" it is bound
// to the first browser that claims it.
func (s *Service) Begin(ctx context.Context, r *request.Request, token string) (*models.Interaction, error) {
	now := s.Now()
	row := &models.Interaction{
		ID: models.NewID(), ApplicationID: r.Client.ID,
		Params: maps.Clone(r.Values.Map()), Resources: r.Values.Resources(),
		ExpiresAt: now.Add(TTL).UnixMilli(), CreatedAt: now.UnixMilli(),
	}
	if token != "" {
		row.Digest = models.Digest(token)
	}
	err := r.Tenant.Store.InTx(ctx, func(tx *store.Store) error {
		if err := tx.Interactions.Insert(ctx, row); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.InteractionCreate, ApplicationID: r.Client.ID, Payload: map[string]any{event.InteractionID: row.ID},
		})
	})
	if err != nil {
		return nil, fmt.Errorf("store interaction: %w", err)
	}
	return row, nil
}

// ErrEnded means that an interaction was answered or has expired. It is returned
// with the interaction, so that the user can be sent on.
var ErrEnded = errors.New("interaction has ended")

// Find returns the interaction with this id, or the browser's newest one if id is
// "". Unless it belongs to one of the browser's tokens, it is as unknown as one
// that never existed.
func (s *Service) Find(ctx context.Context, id string, tokens []string) (*models.Interaction, error) {
	row, err := s.find(ctx, id, tokens)
	if errors.Is(err, store.ErrNotFound) || (err == nil && !belongs(row, tokens)) {
		return nil, fault.New(fault.Invalid, "session.not_found").Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("read interaction: %w", err)
	}
	if row.ExpiresAt <= s.Now().UnixMilli() {
		return row, ErrEnded
	}
	return row, nil
}

func (s *Service) find(ctx context.Context, id string, tokens []string) (*models.Interaction, error) {
	records := tenant.From(ctx).Store
	if !isText(id) {
		return nil, store.ErrNotFound
	}
	if id != "" {
		return records.Interactions.Get(ctx, id)
	}
	if len(tokens) == 0 {
		return nil, store.ErrNotFound
	}
	return records.Interactions.ByDigest(ctx, models.Digest(tokens[len(tokens)-1]))
}

// isText reports whether the database accepts an id from a URL in a query at all.
func isText(id string) bool {
	return utf8.ValidString(id) && !strings.ContainsRune(id, 0)
}

// TakeUp binds an interaction that arrived by a cross-site POST to the browser
// that follows the redirect. ErrNotFound: another browser was first.
func (s *Service) TakeUp(ctx context.Context, id, token string) error {
	if !isText(id) {
		return store.ErrNotFound
	}
	return tenant.From(ctx).Store.Interactions.Bind(ctx, id, models.Digest(token))
}

// SignedIn records that the user signed in, or chose the session, for this
// interaction.
func (s *Service) SignedIn(ctx context.Context, records *store.Store, row *models.Interaction, session *models.Session) error {
	row.SessionID = session.ID
	return records.Interactions.Update(ctx, row)
}

// Consented records the user's answer on the consent page.
func (s *Service) Consented(ctx context.Context, records *store.Store, row *models.Interaction, userID string, agreed bool) error {
	row.ConsentedBy, row.Denied = userID, !agreed
	return records.Interactions.Update(ctx, row)
}

// End marks an interaction as answered, which can happen once.
// store.ErrNotFound: it already was.
func (s *Service) End(ctx context.Context, records *store.Store, row *models.Interaction) error {
	return records.Interactions.End(ctx, row.ID, s.Now().UnixMilli())
}
