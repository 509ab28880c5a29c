package invitation

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Revoke revokes a pending invitation and publishes
// Organization.Invitation.Status.Updated. Faults: entity.not_found,
// request.invalid_input if it is no longer pending.
func (s *Service) Revoke(ctx context.Context, records *store.Store, id string) (*models.Invitation, error) {
	return s.end(ctx, records, id, func(tx *store.Store, row *models.OrganizationInvitation) error {
		row.Status = models.InvitationRevoked
		return s.write(ctx, tx, row)
	})
}

// AcceptFor makes a user who has the invited address, verified, a member with
// the roles of the invitation; an existing member gets the roles as well. Publishes
// Organization.Invitation.Status.Updated and Organization.Membership.Updated.
// Faults: entity.not_found, also for the user; request.invalid_input if the invitation
// is no longer pending or the address is not the user's.
func (s *Service) AcceptFor(ctx context.Context, records *store.Store, id, userID string) (*models.Invitation, error) {
	return s.end(ctx, records, id, func(tx *store.Store, row *models.OrganizationInvitation) error {
		user := new(models.User) // nobody, who holds no address
		if userID != "" {
			var err error
			if user, err = tx.Users.Get(ctx, userID); err != nil {
				return rule.OrMissing("user "+userID, err)
			}
		}
		if user.IsSuspended || user.EmailKey == nil || *user.EmailKey != row.Invitee || user.EmailVerifiedAt == 0 {
			return against("acceptedUserId", "error.invitation.acceptedUserId", "not a user with that verified address who may sign in")
		}
		return s.join(ctx, tx, row, userID)
	})
}

// Accept lets the holder of a link join as the signed-in user: the link proves the
// address. Of several concurrent calls one succeeds. Faults: those of
// Find, user.has_other_email, user.email_already_in_use.
func (s *Service) Accept(ctx context.Context, records *store.Store, token, userID string) (*models.Invitation, error) {
	found, err := s.Find(ctx, records, token)
	if err != nil {
		return nil, err
	}
	joined, err := s.end(ctx, records, found.ID, func(tx *store.Store, row *models.OrganizationInvitation) error {
		if string(row.Digest) != string(models.Digest(token)) { // another link has been sent since
			return unusable("the link was replaced")
		}
		if err := s.Users.ProveEmail(ctx, tx, userID, row.Invitee); err != nil {
			return err
		}
		return s.join(ctx, tx, row, userID)
	})
	if f := fault.From(err); err != nil && (f.Code == codeAgainst || f.Code == "entity.not_found") {
		return nil, unusable("somebody was faster: " + f.Error())
	}
	return joined, err
}

// Find returns the invitation of a usable link. Fault:
// invitation.not_found if there is none, or it has ended; in the latter case
// the invitation is returned with the fault.
func (s *Service) Find(ctx context.Context, records *store.Store, token string) (*models.OrganizationInvitation, error) {
	row, err := records.OrganizationInvitations.ByDigest(ctx, models.Digest(token))
	if errors.Is(err, store.ErrNotFound) {
		return nil, unusable("there is no such link")
	}
	if err != nil {
		return nil, fmt.Errorf("read invitation: %w", err)
	}
	if status := row.StatusAt(s.Now().UnixMilli()); status != models.InvitationPending {
		return row, unusable("the invitation is " + string(status))
	}
	return row, nil
}

// unusable is the fault of every unusable link: the reason is only for
// the log.
func unusable(why string) error {
	return fault.New(fault.Missing, "invitation.not_found").Because(errors.New(why))
}

// end ends a pending invitation, in one transaction.
func (s *Service) end(ctx context.Context, records *store.Store, id string,
	finish func(tx *store.Store, row *models.OrganizationInvitation) error,
) (*models.Invitation, error) {
	var ended *models.Invitation
	err := records.InTx(ctx, func(tx *store.Store) error {
		row, err := s.pending(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := finish(tx, row); err != nil {
			return err
		}
		ended, err = withRoles(ctx, tx, row)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("end invitation: %w", err)
	}
	return ended, nil
}

// join makes a user a member with the remaining roles of the invitation.
func (s *Service) join(ctx context.Context, tx *store.Store, row *models.OrganizationInvitation, userID string) error {
	roles, err := tx.OrganizationInvitations.Roles(ctx, row.ID)
	if err != nil {
		return fmt.Errorf("list roles of invitation: %w", err)
	}
	ids := noun.IDs(roles, func(role models.OrganizationRole) string { return role.ID })
	if err := s.Members.Admit(ctx, tx, models.HolderUser, row.OrganizationID, []string{userID}, ids); err != nil {
		return fmt.Errorf("join organization: %w", err)
	}
	row.Status, row.AcceptedUserID = models.InvitationAccepted, &userID
	return s.write(ctx, tx, row)
}

// write stores the end of a pending invitation.
func (s *Service) write(ctx context.Context, tx *store.Store, row *models.OrganizationInvitation) error {
	row.UpdatedAt = s.Now().UnixMilli()
	if err := tx.OrganizationInvitations.Update(ctx, row); err != nil {
		return err
	}
	after := map[string]any{"status": row.Status}
	e := event.Event{
		Key: event.InvitationUpdated, Payload: about(row),
		Before: map[string]any{"status": models.InvitationPending}, After: after,
	}
	if row.AcceptedUserID != nil {
		after["acceptedUserId"], e.UserID = *row.AcceptedUserID, *row.AcceptedUserID
	}
	return s.Events.Publish(ctx, tx, e)
}

// InvitedTo is the name of the organization of a usable link. Fault:
// that of Find.
func (s *Service) InvitedTo(ctx context.Context, records *store.Store, token string) (string, error) {
	row, err := s.Find(ctx, records, token)
	if err != nil {
		return "", err
	}
	organization, err := records.Organizations.Get(ctx, row.OrganizationID)
	if err != nil {
		return "", fmt.Errorf("read organization of invitation: %w", err)
	}
	return organization.Name, nil
}
