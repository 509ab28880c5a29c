package introspect

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/wire"
	"portico/app/ground/tenant"
	"portico/app/oidc/client"
	"portico/models"
	"portico/models/store"
)

// Handler answers whether a token is active.
type Handler struct {
	Clients *client.Authenticator
	Now     func() time.Time
}

// answer is the introspection response (RFC 7662, section 2.2).
type answer struct {
	IsActive  bool   `json:"active"`
	TokenType string `json:"token_type,omitempty"`
	ClientID  string `json:"client_id,omitempty"`
	Subject   string `json:"sub,omitempty"`
	Issuer    string `json:"iss,omitempty"`
	Scope     string `json:"scope,omitempty"`
	IssuedAt  int64  `json:"iat,omitempty"`
	ExpiresAt int64  `json:"exp,omitempty"`
}

// Mount adds the endpoint.
func (h *Handler) Mount(r fiber.Router) {
	r.Options("/token/introspection", wire.Preflight("POST"))
	r.Post("/token/introspection", h.show)
}

func (h *Handler) show(c *fiber.Ctx) error {
	asked, err := h.Clients.ReadTokenRequest(c, "/token/introspection")
	if err != nil {
		return err
	}
	result, err := h.introspect(c.UserContext(), asked.Application.ID, asked.Token)
	if err != nil {
		return err
	}
	return wire.Answer(c, fiber.StatusOK, result)
}

// introspect looks for an access token and then for a refresh token; the hint
// of the client could only save a look.
func (h *Handler) introspect(ctx context.Context, clientID, token string) (answer, error) {
	records, now := tenant.From(ctx).Store, h.Now().UnixMilli()
	access, err := records.AccessTokens.ByDigest(ctx, models.Digest(token), now)
	if err == nil {
		return h.describe(ctx, clientID, access.GrantID, answer{
			TokenType: "Bearer", Scope: access.Scope, IssuedAt: access.CreatedAt / 1000, ExpiresAt: access.ExpiresAt / 1000,
		})
	}
	if !errors.Is(err, store.ErrNotFound) {
		return answer{}, fmt.Errorf("read access token: %w", err)
	}
	refresh, err := records.RefreshTokens.ByDigest(ctx, models.Digest(token))
	if errors.Is(err, store.ErrNotFound) {
		return answer{}, nil
	}
	if err != nil {
		return answer{}, fmt.Errorf("read refresh token: %w", err)
	}
	if refresh.ConsumedAt != 0 || refresh.ExpiresAt <= now {
		return answer{}, nil
	}
	return h.describe(ctx, clientID, refresh.GrantID, answer{
		IssuedAt: refresh.IssuedAt / 1000, ExpiresAt: refresh.ExpiresAt / 1000,
	})
}

// describe completes the answer from the grant; a token of another client or
// of a grant or user that ended is inactive.
func (h *Handler) describe(ctx context.Context, clientID, grantID string, found answer) (answer, error) {
	t := tenant.From(ctx)
	grant, err := t.Store.Grants.Live(ctx, grantID, h.Now().UnixMilli())
	if errors.Is(err, store.ErrNotFound) {
		return answer{}, nil
	}
	if err != nil {
		return answer{}, fmt.Errorf("read grant: %w", err)
	}
	if grant.ApplicationID != clientID {
		return answer{}, nil
	}
	found.IsActive, found.ClientID, found.Subject, found.Issuer = true, clientID, grant.UserID, t.Issuer()
	if found.Scope == "" {
		found.Scope = grant.Scope
	}
	return found, nil
}
