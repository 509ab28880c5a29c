package introspect

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/wire"
	"portico/app/ground/tenant"
	"portico/app/oidc/client"
	"portico/models"
	"portico/models/store"
)

// Handler reports whether a token is active.
type Handler struct {
	Clients *client.Authenticator
	// Tokens verifies signed access tokens for any resource. A bad token is a
	// *protocol.Error; any other error means that it could not be verified.
	Tokens interface {
		VerifyResourceToken(ctx context.Context, t *tenant.Tenant, token string, claims any) error
	}
	Now func() time.Time
}

// answer is the introspection response (RFC 7662, section 2.2).
type answer struct {
	IsActive       bool   `json:"active"`
	TokenType      string `json:"token_type,omitempty"`
	ClientID       string `json:"client_id,omitempty"`
	Subject        string `json:"sub,omitempty"`
	Audience       string `json:"aud,omitempty"`
	Issuer         string `json:"iss,omitempty"`
	Scope          string `json:"scope,omitempty"`
	OrganizationID string `json:"organization_id,omitempty"`
	ID             string `json:"jti,omitempty"`
	IssuedAt       int64  `json:"iat,omitempty"`
	ExpiresAt      int64  `json:"exp,omitempty"`
}

// Mount adds the endpoint.
func (h *Handler) Mount(r fiber.Router) {
	r.Options("/token/introspection", wire.Preflight("POST"))
	r.Post("/token/introspection", h.show)
}

func (h *Handler) show(c *fiber.Ctx) error {
	asked, err := h.Clients.ReadTokenRequest(c, "/token/introspection", client.Proven)
	if err != nil {
		return err
	}
	result, err := h.introspect(c.UserContext(), &asked.Application.Application, asked.Token)
	if err != nil {
		return err
	}
	return wire.Answer(c, fiber.StatusOK, result)
}

func (h *Handler) introspect(ctx context.Context, caller *models.Application, token string) (answer, error) {
	look := h.opaque
	if strings.Count(token, ".") == 2 {
		look = h.signed
	}
	found, err := look(ctx, caller, token)
	if errors.Is(err, store.ErrNotFound) {
		return answer{}, nil
	}
	return found, err
}

// opaque looks for an access token and then for a refresh token; the client's
// hint would only save a lookup. store.ErrNotFound: inactive to the caller.
func (h *Handler) opaque(ctx context.Context, caller *models.Application, token string) (answer, error) {
	records, now := tenant.From(ctx).Store, h.Now().UnixMilli()
	access, err := records.AccessTokens.ByDigest(ctx, models.Digest(token), now)
	if err == nil {
		grant, err := h.grant(ctx, caller, access.GrantID, caller.IsResourceServer())
		if err != nil {
			return answer{}, err
		}
		return answer{
			IsActive: true, TokenType: "Bearer", ClientID: grant.ApplicationID, Subject: grant.UserID, Issuer: issuer(ctx),
			Scope: access.Scope, IssuedAt: access.CreatedAt / 1000, ExpiresAt: access.ExpiresAt / 1000,
		}, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return answer{}, fmt.Errorf("read access token: %w", err)
	}
	refresh, err := records.RefreshTokens.ByDigest(ctx, models.Digest(token))
	if err != nil {
		return answer{}, fmt.Errorf("read refresh token: %w", err)
	}
	if refresh.ConsumedAt != 0 || refresh.ExpiresAt <= now {
		return answer{}, store.ErrNotFound
	}
	grant, err := h.grant(ctx, caller, refresh.GrantID, false)
	if err != nil {
		return answer{}, err
	}
	return answer{
		IsActive: true, ClientID: grant.ApplicationID, Subject: grant.UserID, Issuer: issuer(ctx),
		Scope: grant.Scope, IssuedAt: refresh.IssuedAt / 1000, ExpiresAt: refresh.ExpiresAt / 1000,
	}, nil
}

// grant reads the grant of an opaque token, which must be the caller's unless it
// may introspect those of others.
func (h *Handler) grant(ctx context.Context, caller *models.Application, id string, mayBeOthers bool) (*models.Grant, error) {
	grant, err := tenant.From(ctx).Store.Grants.Live(ctx, id, h.Now().UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read grant: %w", err)
	}
	if grant.ApplicationID != caller.ID && !mayBeOthers {
		return nil, store.ErrNotFound
	}
	return grant, nil
}

func issuer(ctx context.Context) string { return tenant.From(ctx).Issuer() }
