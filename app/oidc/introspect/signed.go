package introspect

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// claims are the relevant claims of a signed access token (RFC 9068, section 2.2).
type claims struct {
	ID             string `json:"jti"`
	Issuer         string `json:"iss"`
	Subject        string `json:"sub"`
	Audience       string `json:"aud"`
	ClientID       string `json:"client_id"`
	Scope          string `json:"scope"`
	OrganizationID string `json:"organization_id"`
	GrantID        string `json:"grant_id"` // missing from tokens of earlier versions
	IssuedAt       int64  `json:"iat"`
	ExpiresAt      int64  `json:"exp"`
}

// signed introspects an access token for a resource that the caller serves. It is
// active if its signature, type and times are valid and what it was issued for
// still exists. store.ErrNotFound: inactive to the caller.
func (h *Handler) signed(ctx context.Context, caller *models.Application, token string) (answer, error) {
	var found claims
	err := h.Tokens.VerifyResourceToken(ctx, tenant.From(ctx), token, &found)
	var bad *protocol.Error
	switch {
	case errors.As(err, &bad):
		return answer{}, store.ErrNotFound
	case err != nil:
		return answer{}, fmt.Errorf("verify access token: %w", err)
	case found.Issuer != issuer(ctx) || found.ExpiresAt <= h.Now().Unix():
		return answer{}, store.ErrNotFound
	case !slices.Contains(caller.ServedResources(), found.Audience):
		return answer{}, store.ErrNotFound
	}
	if err := h.checkExists(ctx, &found); err != nil {
		return answer{}, err
	}
	return answer{
		IsActive: true, TokenType: "Bearer", ClientID: found.ClientID, Subject: found.Subject, Audience: found.Audience,
		Issuer: found.Issuer, Scope: found.Scope, OrganizationID: found.OrganizationID, ID: found.ID,
		IssuedAt: found.IssuedAt, ExpiresAt: found.ExpiresAt,
	}, nil
}

// checkExists fails with store.ErrNotFound unless the token's application exists and,
// for a user's token, the user and their grant do too, and the membership in the
// token's organization.
func (h *Handler) checkExists(ctx context.Context, found *claims) error {
	t := tenant.From(ctx)
	if _, err := t.Application(ctx, found.ClientID); err != nil {
		return fmt.Errorf("find client: %w", err)
	}
	holder := models.ApplicationHolder(found.ClientID)
	if found.Subject != found.ClientID {
		holder = models.UserHolder(found.Subject)
		if err := h.checkUserExists(ctx, t.Store, found); err != nil {
			return err
		}
	}
	if found.OrganizationID == "" {
		return nil
	}
	if _, err := t.Store.Members.Membership(ctx, found.OrganizationID, holder); err != nil {
		return fmt.Errorf("read membership of %s %s: %w", holder.Kind, holder.ID, err)
	}
	return nil
}

func (h *Handler) checkUserExists(ctx context.Context, records *store.Store, found *claims) error {
	user, err := records.Users.Get(ctx, found.Subject)
	if err != nil {
		return fmt.Errorf("read user: %w", err)
	}
	if user.IsSuspended {
		return store.ErrNotFound
	}
	grants, err := records.Grants.ListGiven(ctx, found.Subject, found.ClientID, h.Now().UnixMilli())
	if err != nil {
		return fmt.Errorf("list grants of user %s: %w", user.ID, err)
	}
	isIts := func(grant models.Grant) bool {
		if found.GrantID == "" {
			return grant.CreatedAt/1000 <= found.IssuedAt
		}
		return grant.ID == found.GrantID
	}
	if !slices.ContainsFunc(grants, isIts) {
		return store.ErrNotFound
	}
	return nil
}
