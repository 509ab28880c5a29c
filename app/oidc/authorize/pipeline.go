package authorize

import (
	"context"
	"errors"
	"fmt"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/app/oidc/interaction"
	"portico/app/oidc/issue"
	"portico/app/oidc/protocol"
	"portico/app/oidc/request"
	"portico/models"
	"portico/models/store"
)

// Endpoint answers authorization requests.
type Endpoint struct {
	Interactions *interaction.Service
	Issuer       *issue.Issuer
	Events       *event.Publisher
	Tokens       request.Verifier
	Now          func() time.Time
}

// check takes a request through both phases. An error without a request has no
// validated redirect URI and belongs on a page.
func (e *Endpoint) check(ctx context.Context, values protocol.Values) (*request.Request, error) {
	r, err := request.Address(ctx, tenant.From(ctx), values)
	if err != nil {
		return nil, err
	}
	for _, check := range request.Checks(e.Tokens) {
		if err := check(ctx, r); err != nil {
			return r, err
		}
	}
	return r, nil
}

// receive is check for a new request. A refusal is audited, because the user who
// sees it in the application is rarely the one who can fix it.
func (e *Endpoint) receive(ctx context.Context, values protocol.Values) (*request.Request, error) {
	r, err := e.check(ctx, values)
	var failure *protocol.Error
	if r == nil || !errors.As(err, &failure) {
		return r, err
	}
	refused := event.Event{
		Key: event.InteractionCreate, Result: models.AuditError, Reason: string(failure.Code), ApplicationID: r.Client.ID,
		Payload: map[string]any{"description": failure.Description},
	}
	if err := e.Events.Publish(ctx, r.Tenant.Store, refused); err != nil {
		return nil, fmt.Errorf("record that a request was refused (%s): %w", failure.Error(), err)
	}
	return r, err
}

// conclude decides what comes next for a checked request and, when nothing is
// left to ask, issues its code. row is nil for a new request.
func (e *Endpoint) conclude(ctx context.Context, r *request.Request, row *models.Interaction) (interaction.Step, string, error) {
	step, err := e.decide(ctx, r, row)
	if err != nil {
		return "", "", e.refuse(ctx, r, row, err)
	}
	if step != interaction.Issue {
		return step, "", nil
	}
	code, err := e.issue(ctx, r, row)
	return step, code, err
}

func (e *Endpoint) decide(ctx context.Context, r *request.Request, row *models.Interaction) (interaction.Step, error) {
	current := session.From(ctx)
	state := interaction.State{Request: r, Interaction: row, Session: current, Now: e.Now()}
	if current != nil && r.Client.IsThirdParty {
		var err error
		if state.IsGranted, state.IsOrganizationGranted, err = isGranted(ctx, r, current.UserID); err != nil {
			return "", err
		}
	}
	return interaction.Decide(state)
}

// issue ends the interaction and issues the code in one transaction, so that
// one interaction yields one code.
func (e *Endpoint) issue(ctx context.Context, r *request.Request, row *models.Interaction) (string, error) {
	current := session.From(ctx)
	granted, err := granted(ctx, r, current.UserID)
	if err != nil {
		return "", err
	}
	var code string
	err = r.Tenant.Store.InTx(ctx, func(tx *store.Store) error {
		if row != nil {
			if err := e.Interactions.End(ctx, tx, row); err != nil {
				return err
			}
		}
		if err := hold(ctx, tx, current, r.Client.ID); err != nil {
			return fmt.Errorf("hold session: %w", err)
		}
		code, err = e.Issuer.Code(ctx, tx, r, current, granted)
		if err != nil {
			return err
		}
		return e.Events.Publish(ctx, tx, event.Event{
			Key: event.InteractionEnd, UserID: current.UserID, ApplicationID: r.Client.ID,
			Payload: map[string]any{"scope": granted.String()},
		})
	})
	// The interaction was answered, or the session ended, in the meantime.
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrConflict) {
		return "", isOver(err)
	}
	return code, err
}

// hold keeps the session from ending before the code is stored and records which
// applications it has signed in to.
func hold(ctx context.Context, tx *store.Store, current *session.Current, applicationID string) error {
	if current.HasSignedInTo(applicationID) {
		_, err := tx.Sessions.Hold(ctx, current.ID)
		return err
	}
	return tx.Sessions.SignedIn(ctx, current.ID, applicationID)
}

// refuse ends the interaction with an error for the client, which answers it as well.
func (e *Endpoint) refuse(ctx context.Context, r *request.Request, row *models.Interaction, refusal error) error {
	var failure *protocol.Error
	if row == nil || !errors.As(refusal, &failure) {
		return refusal
	}
	err := r.Tenant.Store.InTx(ctx, func(tx *store.Store) error {
		if err := e.Interactions.End(ctx, tx, row); err != nil {
			return err
		}
		return e.Events.Publish(ctx, tx, event.Event{
			Key: event.InteractionEnd, Result: models.AuditError, Reason: string(failure.Code),
			UserID: row.ConsentedBy, ApplicationID: r.Client.ID,
		})
	})
	switch {
	case errors.Is(err, store.ErrNotFound):
		return isOver(err)
	case err != nil:
		return fmt.Errorf("end interaction: %w", err)
	}
	return refusal
}

// isOver reports that an interaction was answered a moment ago.
func isOver(cause error) error {
	return fault.New(fault.Invalid, "session.not_found").Because(cause)
}

// store saves a request for the steps to come.
func (e *Endpoint) store(ctx context.Context, r *request.Request, step interaction.Step, token string) (*models.Interaction, error) {
	row, err := e.Interactions.Begin(ctx, r, token)
	if err != nil {
		return nil, err
	}
	key := event.SignInCreate
	if step == interaction.Register {
		key = event.RegisterCreate
	}
	return row, e.Events.Publish(ctx, r.Tenant.Store, event.Event{Key: key, ApplicationID: r.Client.ID})
}
