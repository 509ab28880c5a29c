package token

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/tenant"
	"portico/app/oidc/client"
	"portico/app/oidc/issue"
	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// Endpoint handles token requests.
type Endpoint struct {
	clients *client.Authenticator
	issuer  *issue.Issuer
	events  *event.Publisher
	now     func() time.Time
	grants  map[protocol.GrantType]grant
}

// New makes the endpoint with every enabled grant.
func New(clients *client.Authenticator, issuer *issue.Issuer, events *event.Publisher, now func() time.Time) *Endpoint {
	e := &Endpoint{clients: clients, issuer: issuer, events: events, now: now}
	e.grants = map[protocol.GrantType]grant{
		protocol.GrantAuthorizationCode: {event: event.ExchangeAuthorizationCode, prove: e.authorizationCode},
		protocol.GrantRefreshToken:      {event: event.ExchangeRefreshToken, prove: e.refreshToken},
		protocol.GrantClientCredentials: {event: event.ExchangeClientCredentials, prove: e.clientCredentials},
	}
	return e
}

// Exchange handles one token request. authorization is the Authorization header.
func (e *Endpoint) Exchange(ctx context.Context, authorization string, values protocol.Values) (*protocol.TokenResponse, error) {
	t := tenant.From(ctx)
	application, err := e.clients.Authenticate(ctx, client.Request{
		Authorization: authorization, Values: values,
		Audiences: []string{t.Issuer(), t.Issuer() + "/token"},
	})
	if err != nil {
		return nil, e.refused(ctx, t, "", values, err)
	}
	subject := issue.Subject{Tenant: t, Client: application, GrantType: protocol.GrantType(values.Get("grant_type"))}
	c := &call{Subject: subject, values: values}
	response, err := e.exchange(ctx, c)
	if err != nil {
		return nil, e.refused(ctx, t, application.ID, values, err)
	}
	return response, nil
}

func (e *Endpoint) exchange(ctx context.Context, c *call) (*protocol.TokenResponse, error) {
	chosen, err := e.grantOf(c)
	if err != nil {
		return nil, err
	}
	proven, err := chosen.prove(ctx, c)
	if err != nil {
		return nil, err
	}
	t, err := e.target(ctx, c, proven)
	if err != nil {
		return nil, err
	}
	return e.issue(ctx, chosen, proven, t)
}

func (e *Endpoint) grantOf(c *call) (grant, error) {
	asked := protocol.GrantType(c.values.Get("grant_type"))
	if asked == "" {
		return grant{}, protocol.NewError(protocol.InvalidRequest, "grant_type is missing")
	}
	chosen, on := e.grants[asked]
	if !on {
		return grant{}, protocol.NewError(protocol.UnsupportedGrantType, "this grant_type is not supported")
	}
	forMachines := []protocol.GrantType{protocol.GrantClientCredentials}
	isMachine := c.Client.Type == models.ApplicationMachineToMachine
	if isMachine != slices.Contains(forMachines, asked) {
		return grant{}, protocol.NewError(protocol.UnauthorizedClient, "this application is not allowed to use this grant_type")
	}
	return chosen, nil
}

// issue signs first and then writes everything in one transaction, so that no
// lock is held while signing and nothing is returned that is not stored.
func (e *Endpoint) issue(ctx context.Context, chosen grant, proven *basis, t *target) (*protocol.TokenResponse, error) {
	response, err := e.sign(ctx, proven, t)
	if err != nil {
		return nil, err
	}
	happened := event.Event{Key: chosen.event, ApplicationID: proven.Client.ID, Payload: t.payload()}
	if proven.User == nil {
		happened.IsFrequent = true
		return response, e.events.Publish(ctx, proven.Tenant.Store, happened)
	}
	happened.UserID = proven.User.ID
	err = proven.Tenant.Store.InTx(ctx, func(tx *store.Store) error {
		if _, err := tx.Grants.Hold(ctx, proven.Grant.ID); err != nil {
			return fmt.Errorf("hold grant: %w", err)
		}
		if err := t.confirm(ctx, tx, proven); err != nil {
			return err
		}
		response.RefreshToken, err = proven.commit(ctx, tx)
		if err != nil {
			return err
		}
		if !t.isSigned() {
			response.ExpiresIn, err = e.issuer.StoreOpaqueToken(ctx, tx, response.AccessToken, proven.Grant, t.scopes)
			if err != nil {
				return err
			}
		}
		return e.events.Publish(ctx, tx, happened)
	})
	switch {
	case errors.Is(err, errRedeemed):
		return nil, e.revoke(ctx, proven.Subject, err)
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrConflict):
		// The grant was revoked in the meantime: nothing more can be issued under it.
		return nil, errEnded.Because(err)
	}
	return response, err
}

func (e *Endpoint) sign(ctx context.Context, proven *basis, t *target) (*protocol.TokenResponse, error) {
	response := &protocol.TokenResponse{TokenType: "Bearer", Scope: t.scopes.String()}
	var err error
	if t.isSigned() {
		signed := t.signed()
		response.ExpiresIn = signed.TTL
		response.AccessToken, err = e.issuer.SignedToken(ctx, proven.Subject, signed, t.scopes)
	} else {
		// Its lifetime is known once it is stored.
		response.AccessToken, err = e.issuer.OpaqueToken(ctx, proven.Subject, t.scopes)
	}
	if err != nil {
		return nil, fmt.Errorf("issue access token: %w", err)
	}
	if !t.identity.Has(protocol.ScopeOpenID) {
		return response, nil
	}
	response.IDToken, err = e.issuer.IDToken(ctx, proven.Subject, t.identity, response.AccessToken, proven.nonce)
	if err != nil {
		return nil, fmt.Errorf("issue ID token: %w", err)
	}
	return response, nil
}

// revoke ends a grant whose code or refresh token was used twice: from then on
// neither the client nor the attacker has anything (RFC 9700, sections
// 4.5 and 4.14).
func (e *Endpoint) revoke(ctx context.Context, s issue.Subject, cause error) error {
	if err := s.Tenant.Store.Grants.Delete(ctx, s.Grant.ID); err != nil {
		return fmt.Errorf("revoke grant %s: %w", s.Grant.ID, err)
	}
	return protocol.NewError(protocol.InvalidGrant, "already used; everything issued from it has been revoked").Because(cause)
}

// refused records a failed exchange and returns its error, or the error of
// recording it.
func (e *Endpoint) refused(ctx context.Context, t *tenant.Tenant, applicationID string, values protocol.Values, err error) error {
	failure := protocol.AsError(err)
	key := event.ExchangeUnknown
	if chosen, on := e.grants[protocol.GrantType(values.Get("grant_type"))]; on {
		key = chosen.event
	}
	happened := event.Event{
		Key: key, Result: models.AuditError, ApplicationID: applicationID, Reason: string(failure.Code),
		Payload: map[string]any{"description": failure.Description},
	}
	if err := e.events.Publish(ctx, t.Store, happened); err != nil {
		return fmt.Errorf("record that an exchange failed (%s): %w", failure.Error(), err)
	}
	return failure
}
