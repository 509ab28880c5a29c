package session

import (
	"context"
	"fmt"

	"portico/app/edge/api"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// sessionBody is a browser session in the format of another
// provider that existing programs know: its ID is both the uid and the jti.
type sessionBody struct {
	Payload        sessionPayload               `json:"payload"`
	LastSubmission api.Optional[map[string]any] `json:"lastSubmission" doc:"Always null"`
	ClientID       *string                      `json:"clientId" doc:"The application that the user signed in to last"`
	AccountID      *string                      `json:"accountId" doc:"The user"`
	ExpiresAt      int64                        `json:"expiresAt" doc:"Milliseconds since 1970"`
}

type sessionPayload struct {
	ExpiresAt int64  `json:"exp" doc:"Seconds since 1970"`
	IssuedAt  int64  `json:"iat" doc:"Seconds since 1970"`
	ID        string `json:"jti" doc:"The ID of the session"`
	UID       string `json:"uid" doc:"The ID of the session"`
	Kind      string `json:"kind" enum:"Session"`
	LoginAt   int64  `json:"loginTs" doc:"When the user last authenticated, in seconds since 1970"`
	AccountID string `json:"accountId" doc:"The user"`
	// Authorizations are keyed by application ID.
	Authorizations map[string]authorizationBody `json:"authorizations" doc:"The applications that the user signed in to in this session, by id"`
}

type authorizationBody struct {
	SessionID string `json:"sid"`
	GrantID   string `json:"grantId,omitempty" doc:"Absent after the grant was revoked"`
}

type (
	userInput struct {
		UserID string `path:"userId"`
	}
	sessionsOutput struct {
		Body struct {
			Sessions []sessionBody `json:"sessions"`
		}
	}
	sessionInput struct {
		UserID    string `path:"userId"`
		SessionID string `path:"sessionId"`
	}
	sessionOutput   struct{ Body sessionBody }
	endSessionInput struct {
		UserID             string `path:"userId"`
		SessionID          string `path:"sessionId"`
		RevokeGrantsTarget string `query:"revokeGrantsTarget" enum:"all,firstParty" doc:"Which grants that outlive the session to revoke: all, or those of first-party applications"`
	}
)

// apiTag is the tag of these routes in the OpenAPI document.
const apiTag = "Users"

// Codes of sessions and grants that do not exist, or are somebody else's.
const (
	codeNoSession = "oidc.session_not_found"
	codeNoGrant   = "oidc.invalid_grant"
)

// API serves the sessions and grants of a user.
type API struct{ *Service }

// Register adds the routes.
func (a API) Register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListUserSessions", Route: "GET /users/{userId}/sessions", Tag: apiTag, Errors: []int{400, 404},
		Summary: "List the browsers in which a user is signed in, newest first",
	}, a.sessions)
	api.Register(to, api.Operation{
		ID: "GetUserSession", Route: "GET /users/{userId}/sessions/{sessionId}", Tag: apiTag, Errors: []int{400, 404},
		Summary: "Get a session of a user",
	}, a.session)
	api.Register(to, api.Operation{
		ID: "DeleteUserSession", Route: "DELETE /users/{userId}/sessions/{sessionId}", Tag: apiTag, Errors: []int{400, 404},
		Summary: "Sign a user out of one browser", Description: "Grants without offline access are revoked with the session.",
	}, a.endSession)
	a.registerGrants(to)
}

func (a API) sessions(ctx context.Context, input *userInput) (*sessionsOutput, error) {
	if err := checkUser(ctx, input.UserID); err != nil {
		return nil, err
	}
	sessions, err := tenant.From(ctx).Store.Sessions.ListOfUser(ctx, input.UserID, a.Now().UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read sessions: %w", err)
	}
	output := new(sessionsOutput)
	output.Body.Sessions, err = a.sessionBodies(ctx, input.UserID, sessions)
	return output, err
}

func (a API) session(ctx context.Context, input *sessionInput) (*sessionOutput, error) {
	session, err := tenant.From(ctx).Store.Sessions.Live(ctx, input.SessionID, a.Now().UnixMilli())
	if err == nil && session.UserID != input.UserID {
		err = store.ErrNotFound
	}
	if err != nil {
		return nil, api.MissingAs(codeNoSession, rule.OrMissing("session "+input.SessionID+" of user "+input.UserID, err))
	}
	bodies, err := a.sessionBodies(ctx, input.UserID, []models.Session{*session})
	if err != nil {
		return nil, err
	}
	return &sessionOutput{Body: bodies[0]}, nil
}

func (a API) endSession(ctx context.Context, input *endSessionInput) (*struct{}, error) {
	target := Target(input.RevokeGrantsTarget)
	return nil, api.MissingAs(codeNoSession, a.EndSession(ctx, tenant.From(ctx).Store, input.UserID, input.SessionID, target))
}

// checkUser rejects the ID of an unknown user. Fault: entity.not_found.
func checkUser(ctx context.Context, userID string) error {
	if _, err := tenant.From(ctx).Store.Users.Get(ctx, userID); err != nil {
		return rule.OrMissing("user "+userID, err)
	}
	return nil
}

// sessionBodies returns a user's sessions with the applications signed in to in each.
func (a API) sessionBodies(ctx context.Context, userID string, sessions []models.Session) ([]sessionBody, error) {
	records := tenant.From(ctx).Store
	grants, err := records.Grants.ListOfUser(ctx, userID, a.Now().UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read grants: %w", err)
	}
	var ids []string
	for i := range sessions {
		ids = append(ids, sessions[i].SignedInTo()...)
	}
	names, err := records.Applications.Names(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read applications of sessions: %w", err)
	}
	return api.Bodies(sessions, func(session *models.Session) sessionBody {
		body := bodyOfSession(session, grants)
		body.addRevoked(session, names)
		return body
	}), nil
}

// addRevoked adds the applications that still exist and whose grants are gone: the
// session has signed in to them nevertheless.
func (b *sessionBody) addRevoked(session *models.Session, existing map[string]string) {
	applications := session.SignedInTo()
	for i := range applications {
		id := applications[len(applications)-1-i] // latest first
		if _, exists := existing[id]; !exists {
			continue
		}
		if b.ClientID == nil {
			b.ClientID = &id
		}
		if _, isGranted := b.Payload.Authorizations[id]; !isGranted {
			b.Payload.Authorizations[id] = authorizationBody{SessionID: session.ID}
		}
	}
}

// bodyOfSession selects the session's own grants from a user's, newest first.
func bodyOfSession(session *models.Session, grants []models.Grant) sessionBody {
	body := sessionBody{
		Payload: sessionPayload{
			ExpiresAt: session.ExpiresAt / 1000, IssuedAt: session.CreatedAt / 1000, ID: session.ID, UID: session.ID,
			Kind: "Session", LoginAt: session.AuthTime / 1000, AccountID: session.UserID,
			Authorizations: map[string]authorizationBody{},
		},
		AccountID: &session.UserID, ExpiresAt: session.ExpiresAt,
	}
	for i := range grants {
		grant := &grants[i]
		if grant.SessionID != session.ID {
			continue
		}
		if body.ClientID == nil {
			body.ClientID = &grant.ApplicationID
		}
		if _, isNewer := body.Payload.Authorizations[grant.ApplicationID]; !isNewer {
			body.Payload.Authorizations[grant.ApplicationID] = authorizationBody{SessionID: session.ID, GrantID: grant.ID}
		}
	}
	return body
}
