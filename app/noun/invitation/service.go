package invitation

import (
	"context"
	"errors"
	"fmt"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/sentinel"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// Service manages the invitations to organizations.
type Service struct {
	Mail    Mail
	Users   Users
	Members Members
	Limits  *sentinel.Service
	Events  *event.Publisher
	Now     func() time.Time
	// Link is the public URL at which a token is accepted.
	Link func(t *tenant.Tenant, token string) string
}

// Mail sends messages to people.
type Mail interface {
	// HasMail reports whether the tenant can send mail.
	HasMail(ctx context.Context, records *store.Store) (bool, error)
	// SendMail renders a message of a usage with values and sends it. Faults:
	// connector.not_found without a mail connector, and those of sending.
	SendMail(ctx context.Context, records *store.Store, usage, to string, values map[string]string) error
}

// Users records what a link proves.
type Users interface {
	// ProveEmail records that a user has proven to have an address. Faults:
	// user.has_other_email, user.email_already_in_use.
	ProveEmail(ctx context.Context, records *store.Store, id, email string) error
}

// Members manages the members of organizations.
type Members interface {
	// Admit makes users members of an organization and assigns each of them the
	// roles; existing members keep their other roles.
	Admit(ctx context.Context, records *store.Store, kind models.HolderKind, id string, memberIDs, roleIDs []string) error
}

// Get reads an invitation. Fault: entity.not_found.
func (s *Service) Get(ctx context.Context, records *store.Store, id string) (*models.Invitation, error) {
	row, err := records.OrganizationInvitations.Get(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("invitation "+id, err)
	}
	return withRoles(ctx, records, row)
}

func withRoles(ctx context.Context, records *store.Store, row *models.OrganizationInvitation) (*models.Invitation, error) {
	roles, err := records.OrganizationInvitations.Roles(ctx, row.ID)
	if err != nil {
		return nil, fmt.Errorf("list roles of invitation %s: %w", row.ID, err)
	}
	return &models.Invitation{OrganizationInvitation: *row, Roles: roles}, nil
}

// Delete deletes an invitation, whatever its status, and publishes
// Organization.Invitation.Deleted. Fault: entity.not_found.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		row, err := hold(ctx, tx, id)
		if err != nil {
			return err
		}
		return s.delete(ctx, tx, row, about(row))
	})
	if err != nil {
		return fmt.Errorf("delete invitation: %w", err)
	}
	return nil
}

// takeBack deletes an invitation whose mail could not be sent; reason is a
// code. It does nothing if the invitation has changed: a server may fail after delivering.
func (s *Service) takeBack(ctx context.Context, records *store.Store, made *models.OrganizationInvitation, reason string) error {
	return records.InTx(ctx, func(tx *store.Store) error {
		row, err := hold(ctx, tx, made.ID)
		if fault.From(err).Kind == fault.Missing {
			return nil
		}
		if err != nil {
			return fmt.Errorf("take invitation back: %w", err)
		}
		if row.Status != made.Status || row.MessageSentAt != made.MessageSentAt {
			return nil
		}
		payload := about(row)
		payload["reason"] = reason
		return s.delete(ctx, tx, row, payload)
	})
}

func (s *Service) delete(ctx context.Context, tx *store.Store, row *models.OrganizationInvitation, payload map[string]any) error {
	if err := tx.OrganizationInvitations.Delete(ctx, row.ID); err != nil {
		return err
	}
	return s.Events.Publish(ctx, tx, event.Event{Key: event.InvitationDeleted, Before: facts(row, nil), Payload: payload})
}

// hold reads an invitation and locks it, and the organization, until the
// transaction ends. Fault: entity.not_found.
func hold(ctx context.Context, tx *store.Store, id string) (*models.OrganizationInvitation, error) {
	row, err := tx.OrganizationInvitations.Get(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("invitation "+id, err)
	}
	// The organization is always locked first, to prevent deadlocks.
	if _, err := tx.Organizations.Hold(ctx, row.OrganizationID); err != nil {
		return nil, rule.OrMissing("organization "+row.OrganizationID, err)
	}
	if row, err = tx.OrganizationInvitations.Hold(ctx, id); err != nil {
		return nil, rule.OrMissing("invitation "+id, err)
	}
	return row, nil
}

// pending locks an invitation that can still be accepted. Faults:
// entity.not_found, request.invalid_input if it is no longer pending.
func (s *Service) pending(ctx context.Context, tx *store.Store, id string) (*models.OrganizationInvitation, error) {
	row, err := hold(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	if status := row.StatusAt(s.Now().UnixMilli()); status != models.InvitationPending {
		return nil, against("status", "error.invitation.ended", "the invitation is "+string(status))
	}
	return row, nil
}

// codeAgainst is the code for what an invitation does not allow.
const codeAgainst = "request.invalid_input"

// against is the fault of a request that is well formed but breaks a rule.
func against(field, text, cause string) error {
	f := fault.New(fault.Unprocessable, codeAgainst).Because(errors.New(cause))
	f.Message, f.Fields = text, map[string]string{field: text}
	return f
}

// facts describe an invitation in its events, by API field names.
func facts(row *models.OrganizationInvitation, roleIDs []string) map[string]any {
	fields := map[string]any{
		"organizationId": row.OrganizationID, "invitee": row.Invitee, "status": row.Status, "expiresAt": row.ExpiresAt,
	}
	if row.InviterID != nil {
		fields["inviterId"] = *row.InviterID
	}
	if len(roleIDs) > 0 {
		fields["organizationRoleIds"] = roleIDs
	}
	return fields
}

// about identifies the invitation of an event.
func about(row *models.OrganizationInvitation) map[string]any {
	return map[string]any{"invitationId": row.ID, "organizationId": row.OrganizationID}
}
