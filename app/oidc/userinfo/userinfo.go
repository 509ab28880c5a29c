package userinfo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/wire"
	"portico/app/ground/tenant"
	"portico/app/oidc/issue"
	"portico/app/oidc/protocol"
	"portico/app/oidc/request"
	"portico/models"
	"portico/models/store"
)

// Handler returns the claims about the user of an access token.
type Handler struct {
	Now func() time.Time
}

// Mount adds the endpoint.
func (h *Handler) Mount(r fiber.Router) {
	r.Options("/me", wire.Preflight("GET, POST"))
	r.Get("/me", wire.Tagged(), h.show)
	r.Post("/me", h.show)
}

func (h *Handler) show(c *fiber.Ctx) error {
	token, err := wire.Bearer(c)
	if err == nil {
		err = h.answer(c, token)
	}
	var refusal *protocol.Error
	if errors.As(err, &refusal) {
		wire.Challenge(c, refusal, token != "")
	}
	return err
}

func (h *Handler) answer(c *fiber.Ctx, token string) error {
	if token == "" {
		return protocol.NewError(protocol.InvalidToken, "an access token is required")
	}
	access, grant, user, err := h.live(c.UserContext(), token)
	if err != nil {
		return err
	}
	if err := wire.AllowOrigin(c, grant.ApplicationID); err != nil {
		return err
	}
	scopes := protocol.ParseScopes(access.Scope)
	if !scopes.Has(protocol.ScopeOpenID) {
		failure := protocol.NewError(protocol.InsufficientScope, "the access token lacks the scope openid")
		failure.Scope = protocol.ScopeOpenID
		return failure
	}
	claims, err := h.claims(c.UserContext(), user, grant, scopes)
	if err != nil {
		return err
	}
	return wire.Answer(c, fiber.StatusOK, claims)
}

// live checks that token, grant and user still exist.
func (h *Handler) live(ctx context.Context, token string) (*models.AccessToken, *models.Grant, *models.User, error) {
	records, now := tenant.From(ctx).Store, h.Now().UnixMilli()
	access, err := records.AccessTokens.ByDigest(ctx, models.Digest(token), now)
	if err != nil {
		return nil, nil, nil, refused(err)
	}
	grant, err := records.Grants.Live(ctx, access.GrantID, now)
	if err != nil {
		return nil, nil, nil, refused(err)
	}
	user, err := records.Users.Get(ctx, grant.UserID)
	if err != nil {
		return nil, nil, nil, refused(err)
	}
	if user.IsSuspended {
		return nil, nil, nil, refused(store.ErrNotFound)
	}
	return access, grant, user, nil
}

func refused(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return protocol.NewError(protocol.InvalidToken, "the access token is unknown, expired or revoked")
	}
	return fmt.Errorf("read access token: %w", err)
}

func (h *Handler) claims(ctx context.Context, user *models.User, grant *models.Grant, scopes protocol.Scopes) (issue.Claims, error) {
	application, err := tenant.From(ctx).Application(ctx, grant.ApplicationID)
	if err != nil {
		return nil, refused(err)
	}
	scopes = scopes.Intersect(request.UserScopes(application))
	asked, err := issue.AskedClaims(grant, application)
	if err != nil {
		return nil, err
	}
	person, err := issue.ReadPerson(ctx, tenant.From(ctx).Store, user, scopes, asked.UserInfo)
	if err != nil {
		return nil, err
	}
	return issue.UserInfo(person, scopes, asked), nil
}
