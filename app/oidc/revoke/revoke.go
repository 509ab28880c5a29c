package revoke

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/wire"
	"portico/app/ground/event"
	"portico/app/ground/tenant"
	"portico/app/oidc/client"
	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// Handler revokes tokens.
type Handler struct {
	Clients *client.Authenticator
	Events  *event.Publisher
	Now     func() time.Time
}

// Mount adds the endpoint.
func (h *Handler) Mount(r fiber.Router) {
	r.Options("/token/revocation", wire.Preflight("POST"))
	r.Post("/token/revocation", h.revoke)
}

// revoke also answers 200 to a token that is unknown or another client's: the
// caller has what it wants (RFC 7009, section 2.2).
func (h *Handler) revoke(c *fiber.Ctx) error {
	asked, err := h.Clients.ReadTokenRequest(c, "/token/revocation", client.Named)
	if err != nil {
		return err
	}
	if strings.Count(asked.Token, ".") == 2 {
		return protocol.NewError(protocol.UnsupportedTokenType,
			"signed access tokens are not known here; they live until they expire")
	}
	if err := h.end(c.UserContext(), asked.Application.ID, asked.Token); err != nil {
		return err
	}
	return wire.Answer(c, fiber.StatusOK, struct{}{})
}

func (h *Handler) end(ctx context.Context, clientID, token string) error {
	records := tenant.From(ctx).Store
	grant, err := h.grant(ctx, records, token)
	if errors.Is(err, store.ErrNotFound) || (err == nil && grant.ApplicationID != clientID) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find token to revoke: %w", err)
	}
	return records.InTx(ctx, func(tx *store.Store) error {
		if err := tx.Grants.Delete(ctx, grant.ID); err != nil {
			return fmt.Errorf("revoke grant %s: %w", grant.ID, err)
		}
		return h.Events.Publish(ctx, tx, event.Event{
			Key: event.RevokeToken, UserID: grant.UserID, ApplicationID: clientID,
		})
	})
}

// grant finds the grant of an access or refresh token; the client's hint would
// only save a lookup.
func (h *Handler) grant(ctx context.Context, records *store.Store, token string) (*models.Grant, error) {
	now := h.Now().UnixMilli()
	access, err := records.AccessTokens.ByDigest(ctx, models.Digest(token), now)
	if err == nil {
		return records.Grants.Live(ctx, access.GrantID, now)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	refresh, err := records.RefreshTokens.ByDigest(ctx, models.Digest(token))
	if err != nil {
		return nil, err
	}
	return records.Grants.Live(ctx, refresh.GrantID, now)
}
