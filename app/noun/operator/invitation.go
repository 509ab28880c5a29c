package operator

import (
	"context"
	"errors"
	"fmt"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// The lifetimes of the links.
const (
	invitationLife = 7 * 24 * time.Hour
	setUpLife      = 24 * time.Hour
)

// SetUpToken creates a link for the first operator; "" if there already is one.
func (s *Service) SetUpToken(ctx context.Context, records *store.Store) (string, error) {
	operators, err := records.Operators.List(ctx)
	if err != nil {
		return "", fmt.Errorf("read operators: %w", err)
	}
	if len(operators) > 0 {
		return "", nil
	}
	invitation, token := s.invitation(models.RoleAdmin, "", setUpLife)
	invitation.IsSetUp = true
	if err := records.OperatorInvitations.Insert(ctx, invitation); err != nil {
		return "", fmt.Errorf("write link for the first operator: %w", err)
	}
	return token, nil
}

// Invite creates a link with which one person can become an operator, once. Only
// the link contains the token. Fault: guard.invalid_input (role).
func (s *Service) Invite(ctx context.Context, records *store.Store, role string) (*models.OperatorInvitation, string, error) {
	if err := checkRole(role); err != nil {
		return nil, "", err
	}
	invitation, token := s.invitation(role, by(ctx), invitationLife)
	err := records.InTx(ctx, func(tx *store.Store) error {
		if err := tx.OperatorInvitations.Insert(ctx, invitation); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{Key: event.OperatorInvited, After: facts(invitation)})
	})
	if err != nil {
		return nil, "", fmt.Errorf("invite operator: %w", err)
	}
	return invitation, token, nil
}

func (s *Service) invitation(role, inviterID string, life time.Duration) (*models.OperatorInvitation, string) {
	now, token := s.Now(), models.NewToken()
	return &models.OperatorInvitation{
		ID: models.NewID(), Digest: models.Digest(token), Role: role, InviterID: inviterID,
		ExpiresAt: now.Add(life).UnixMilli(), CreatedAt: now.UnixMilli(),
	}, token
}

// Revoke revokes an invitation. Fault: entity.not_found.
func (s *Service) Revoke(ctx context.Context, records *store.Store, id string) error {
	return records.InTx(ctx, func(tx *store.Store) error {
		invitation, err := tx.OperatorInvitations.Get(ctx, id)
		if err == nil {
			err = tx.OperatorInvitations.Delete(ctx, id)
		}
		if err != nil {
			return rule.OrMissing("invitation "+id, err)
		}
		return s.Events.Publish(ctx, tx, event.Event{Key: event.OperatorInvitationBack, Before: facts(invitation)})
	})
}

// Find returns the invitation of a link's token. Fault: operator.invitation_not_found
// if there is none, or it has been used or has expired.
func (s *Service) Find(ctx context.Context, records *store.Store, token string) (*models.OperatorInvitation, error) {
	invitation, err := records.OperatorInvitations.ByDigest(ctx, models.Digest(token), s.Now().UnixMilli())
	if errors.Is(err, store.ErrNotFound) {
		return nil, unknownInvitation()
	}
	if err != nil {
		return nil, fmt.Errorf("read invitation: %w", err)
	}
	return invitation, s.checkInviter(ctx, records, invitation)
}

// checkInviter refuses an invitation whose inviter could no longer make it.
func (s *Service) checkInviter(ctx context.Context, records *store.Store, invitation *models.OperatorInvitation) error {
	if invitation.InviterID == "" { // created by Portico itself
		return nil
	}
	inviter, err := records.Operators.Get(ctx, invitation.InviterID)
	if errors.Is(err, store.ErrNotFound) {
		return unknownInvitation()
	}
	if err != nil {
		return fmt.Errorf("read inviter: %w", err)
	}
	if inviter.Role != models.RoleAdmin || inviter.IsSuspended {
		return unknownInvitation()
	}
	return nil
}

// Accept makes the holder of the link an operator; of several concurrent calls one
// succeeds. Faults: those of Find, and those of a new account.
func (s *Service) Accept(ctx context.Context, records *store.Store, token string, account Account) (*models.User, error) {
	invitation, err := s.Find(ctx, records, token)
	if err != nil {
		return nil, err
	}
	return s.Accounts.CreateOperator(ctx, records, account, invitation.Role,
		func(ctx context.Context, tx *store.Store) error { return s.claim(ctx, tx, invitation) })
}

// claim uses up the link. A link for the first operator works until there is one.
func (s *Service) claim(ctx context.Context, tx *store.Store, invitation *models.OperatorInvitation) error {
	if _, err := tx.Tenant.Hold(ctx); err != nil {
		return fmt.Errorf("hold operators: %w", err)
	}
	err := tx.OperatorInvitations.Delete(ctx, invitation.ID)
	if errors.Is(err, store.ErrNotFound) {
		return unknownInvitation()
	}
	if err != nil {
		return fmt.Errorf("use invitation up: %w", err)
	}
	if err := s.checkInviter(ctx, tx, invitation); err != nil {
		return err
	}
	if invitation.IsSetUp {
		if err := endSetUp(ctx, tx); err != nil {
			return err
		}
	}
	return s.Events.Publish(ctx, tx, event.Event{Key: event.OperatorInvitationTaken, After: facts(invitation)})
}

// endSetUp revokes the other links for the first operator. Fault:
// operator.invitation_not_found if there is an operator.
func endSetUp(ctx context.Context, tx *store.Store) error {
	operators, err := tx.Operators.List(ctx)
	if err != nil {
		return fmt.Errorf("read operators: %w", err)
	}
	if len(operators) > 0 {
		return unknownInvitation()
	}
	if err := tx.OperatorInvitations.DeleteSetUp(ctx); err != nil {
		return fmt.Errorf("take back links for the first operator: %w", err)
	}
	return nil
}

// facts describe an invitation in its events.
func facts(invitation *models.OperatorInvitation) map[string]any {
	return map[string]any{"role": invitation.Role, "invitationId": invitation.ID}
}

func unknownInvitation() error { return fault.New(fault.Missing, "operator.invitation_not_found") }
