package customjwt

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"portico/app/ground/event"
	"portico/app/ground/script"
	"portico/app/ground/tenant"
	"portico/models"
)

// Issuance is a token that is about to be issued.
type Issuance struct {
	Tenant      *tenant.Tenant
	Application *models.Application
	// User and Grant are nil for a machine.
	User  *models.User
	Grant *models.Grant
	// OrganizationID is the organization that the request names; "" for none.
	OrganizationID string
	TokenID        string // the jti claim
	Audience       string // "" for an opaque token
	Scope          string
	GrantType      string
}

// kind is the kind of the token.
func (i Issuance) kind() models.TokenKind {
	if i.User == nil {
		return models.TokenClientCredentials
	}
	return models.TokenAccess
}

// Refused means that a token must not be issued.
type Refused struct {
	// IsDenied: the script denied access. Otherwise it failed, and the tenant does not
	// issue tokens without it.
	IsDenied bool
	// Message is the script's own; "" unless IsDenied.
	Message string
	Cause   error
}

// Error returns the text for the log.
func (r *Refused) Error() string {
	if r.IsDenied {
		return "the script denied access"
	}
	return "the script failed"
}

// Unwrap returns the cause.
func (r *Refused) Unwrap() error { return r.Cause }

// Claims runs the script for a token, if there is one, and returns the claims that it
// adds. A failure is recorded in the audit log, without values of environment variables;
// the error is a *Refused if the token must not be issued.
func (s *Service) Claims(ctx context.Context, issuance Issuance) (map[string]json.RawMessage, error) {
	found, err := issuance.Tenant.Script(ctx, issuance.kind())
	if err != nil || found == nil || isExempt(issuance) {
		return nil, err
	}
	customizer, err := s.open(found)
	if err != nil {
		return nil, err
	}
	input, err := s.input(ctx, issuance, customizer.Variables)
	if err != nil {
		return nil, err
	}
	outcome, err := s.Scripts.Run(ctx, script.Call{Tenant: issuance.Tenant.ID, Source: customizer.Script, Input: input})
	if err == nil {
		claims, _ := unreserved(outcome.Claims)
		return claims, nil
	}
	var failure *script.Failure
	if !errors.As(err, &failure) {
		return nil, fmt.Errorf("run script: %w", err)
	}
	return nil, s.failed(ctx, issuance, customizer, failure)
}

// isExempt keeps the console usable: without it, nobody could mend the script.
func isExempt(issuance Issuance) bool {
	return issuance.Tenant.ID == models.TenantAdmin && issuance.Application.ID == models.ConsoleApplicationID
}

// failed records a failure, and refuses the token if it was a denial or the tenant wants
// no token without its claims.
func (s *Service) failed(ctx context.Context, issuance Issuance, customizer *Customizer, failure *script.Failure) error {
	happened := event.Event{
		Key: eventOf(customizer.Kind), Result: models.AuditError, ApplicationID: issuance.Application.ID, Reason: reasonFailed,
		Payload: map[string]any{payloadMessage: withoutValues(failure.Error(), customizer.Variables), "kind": string(failure.Kind)},
	}
	if issuance.User != nil {
		happened.UserID = issuance.User.ID
	}
	isDenied := failure.Kind == script.Denied
	if isDenied {
		happened.Reason = reasonDenied
	}
	if err := s.Events.Publish(ctx, issuance.Tenant.Store, happened); err != nil {
		return fmt.Errorf("record failure of script: %w", err)
	}
	switch {
	case isDenied:
		message := withoutValues(failure.Message, customizer.Variables)
		return &Refused{IsDenied: true, Message: message, Cause: errors.New(message)}
	case customizer.Blocks():
		return &Refused{Cause: errors.New(withoutValues(failure.Error(), customizer.Variables))}
	}
	return nil
}

// withoutValues replaces the values of environment variables in a message, which a
// script may have put there.
func withoutValues(message string, variables Variables) string {
	// A value may contain another, so the longest come first.
	longestFirst := func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) }
	for _, value := range slices.SortedFunc(maps.Values(variables), longestFirst) {
		if value != "" {
			message = strings.ReplaceAll(message, value, models.MaskedSecret)
		}
	}
	return message
}

func (s *Service) input(ctx context.Context, issuance Issuance, variables Variables) (json.RawMessage, error) {
	about, err := contextOf(ctx, issuance.Tenant.Store, issuance.User, issuance.Application, issuance.OrganizationID)
	if err != nil {
		return nil, err
	}
	return argument(tokenOf(issuance), about, variables)
}

// token is the argument's member token: of a user's token, or of a machine's.
type token struct {
	ID                 string `json:"jti"`
	Audience           string `json:"aud,omitempty"`
	Scope              string `json:"scope"`
	ClientID           string `json:"clientId"`
	AccountID          string `json:"accountId,omitempty"`
	ExpiresWithSession *bool  `json:"expiresWithSession,omitempty"`
	GrantID            string `json:"grantId,omitempty"`
	GrantType          string `json:"gty,omitempty"`
	SessionUID         string `json:"sessionUid,omitempty"`
	SID                string `json:"sid,omitempty"`
	Kind               string `json:"kind"`
}

func tokenOf(issuance Issuance) token {
	about := token{
		ID: issuance.TokenID, Audience: issuance.Audience, Scope: issuance.Scope, ClientID: issuance.Application.ID,
		Kind: "ClientCredentials",
	}
	if issuance.User == nil {
		return about
	}
	isOnline := !issuance.Grant.HasOfflineAccess
	about.Kind, about.AccountID, about.GrantType = "AccessToken", issuance.User.ID, issuance.GrantType
	about.GrantID, about.SessionUID, about.SID = issuance.Grant.ID, issuance.Grant.SessionID, issuance.Grant.SessionID
	about.ExpiresWithSession = &isOnline
	return about
}
