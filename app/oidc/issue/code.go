package issue

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"portico/app/ground/session"
	"portico/app/oidc/protocol"
	"portico/app/oidc/request"
	"portico/models"
	"portico/models/store"
)

// Code records the user's grant and issues its code. The scopes are those that the
// user may have and, where asked, consented to.
func (i *Issuer) Code(ctx context.Context, records *store.Store, r *request.Request, current *session.Current, granted protocol.Scopes) (string, error) {
	grant, err := i.grant(r, current, granted)
	if err != nil {
		return "", err
	}
	code := models.NewToken()
	now := i.Now()
	row := &models.AuthorizationCode{
		Digest: models.Digest(code), GrantID: grant.ID, ApplicationID: r.Client.ID,
		RedirectURI: r.RedirectURI, CodeChallenge: r.Values.Get("code_challenge"), Nonce: r.Values.Get("nonce"),
		ExpiresAt: now.Add(CodeTTL * time.Second).UnixMilli(),
	}
	err = records.InTx(ctx, func(tx *store.Store) error {
		if err := tx.Grants.Insert(ctx, grant); err != nil {
			return fmt.Errorf("create grant: %w", err)
		}
		return tx.AuthorizationCodes.Insert(ctx, row)
	})
	if err != nil {
		return "", fmt.Errorf("issue code: %w", err)
	}
	return code, nil
}

func (i *Issuer) grant(r *request.Request, current *session.Current, granted protocol.Scopes) (*models.Grant, error) {
	claims, err := json.Marshal(r.Claims)
	if err != nil {
		return nil, fmt.Errorf("write claims request: %w", err)
	}
	grant := &models.Grant{
		ID: models.NewID(), UserID: current.UserID, ApplicationID: r.Client.ID, SessionID: current.ID,
		Scope: granted.String(), AskedScope: protocol.ParseScopes(r.Values.Get("scope")).String(), Claims: string(claims),
		ACR: r.ACR, AMR: current.AMR, AuthTime: current.AuthTime,
		HasOfflineAccess: granted.Has(protocol.ScopeOfflineAccess),
		ExpiresAt:        current.ExpiresAt, CreatedAt: i.Now().UnixMilli(),
	}
	for _, resource := range r.Resources {
		grant.Resources = append(grant.Resources, resource.Indicator)
	}
	if r.AsksOrganizations {
		grant.Resources = append(grant.Resources, protocol.ResourceOrganizations)
	}
	return grant, nil
}
