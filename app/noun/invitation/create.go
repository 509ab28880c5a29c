package invitation

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// lastEnd is the latest expiration of an invitation: the end of the year 9999, epoch ms.
const lastEnd = 253402300799999

// New is the input for creating an invitation.
type New struct {
	OrganizationID string
	Invitee        string // an email address in any case
	InviterID      string // "": nobody is named
	RoleIDs        []string
	ExpiresAt      int64 // epoch ms
	// Message is the mail to send; nil sends none.
	Message *Message
	// HasLink creates a link for the caller to pass on, unless a mail contains one.
	HasLink bool
}

// Create invites someone and publishes Organization.Invitation.Created, and
// with a message .Sent. It returns the token of the link, "" if there is none; if
// the message cannot be sent, no invitation remains. Faults: request.invalid_input
// if expiresAt has passed (400), for a member and for a role for machines
// (422); guard.invalid_input (invitee, link,
// more than a thousand roles);
// entity.relation_foreign_key_not_found for an organization, inviter or role
// that does not exist; entity.unique_integrity_violation if an invitation to
// that address is pending; connector.not_found without a mail connector;
// request.rate_limited for too many mails to an address.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*models.Invitation, string, error) {
	roleIDs, err := rule.AtMost("organizationRoleIds", fields.RoleIDs)
	if err != nil {
		return nil, "", err
	}
	if err := s.check(ctx, records, fields); err != nil {
		return nil, "", err
	}
	row, token := s.record(fields)
	if fields.Message != nil {
		if err := s.countMail(ctx, records, row.Invitee); err != nil {
			return nil, "", err
		}
	}
	err = records.InTx(ctx, func(tx *store.Store) error { return s.insert(ctx, tx, row, roleIDs) })
	if err != nil {
		return nil, "", fmt.Errorf("invite: %w", err)
	}
	if fields.Message != nil {
		if err := s.deliver(ctx, records, row, *fields.Message, token); err != nil {
			return nil, "", errors.Join(err, s.takeBack(context.WithoutCancel(ctx), records, row, fault.From(err).Code))
		}
		if err := s.publishSent(ctx, records, row); err != nil {
			return nil, "", err
		}
	}
	made, err := withRoles(ctx, records, row)
	return made, token, err
}

func (s *Service) record(fields New) (*models.OrganizationInvitation, string) {
	now := s.Now().UnixMilli()
	row := &models.OrganizationInvitation{
		ID: models.NewID(), OrganizationID: fields.OrganizationID, Invitee: strings.ToLower(fields.Invitee),
		Status: models.InvitationPending, ExpiresAt: fields.ExpiresAt, CreatedAt: now, UpdatedAt: now,
	}
	if fields.InviterID != "" {
		row.InviterID = &fields.InviterID
	}
	if fields.Message != nil {
		row.MessageSentAt = now
	}
	if !fields.HasLink && (fields.Message == nil || fields.Message.Link != "") {
		return row, ""
	}
	token := models.NewToken()
	row.Digest = models.Digest(token)
	return row, token
}

// check checks what needs no transaction.
func (s *Service) check(ctx context.Context, records *store.Store, fields New) error {
	if fields.ExpiresAt <= s.Now().UnixMilli() || fields.ExpiresAt > lastEnd {
		f := fault.New(fault.Invalid, "request.invalid_input").Because(errors.New("expiresAt must be in the future"))
		f.Fields = map[string]string{"expiresAt": "error.invitation.expiresAt"}
		return f
	}
	if !rule.IsEmail(fields.Invitee) {
		return rule.Invalid("invitee", "error.invitation.invitee", "must be an e-mail address of at most %d characters", rule.MaxEmail)
	}
	if fields.Message == nil {
		return nil
	}
	if err := fields.Message.check(); err != nil {
		return err
	}
	return s.needMail(ctx, records)
}

// insert stores an invitation, unless it breaks a rule.
func (s *Service) insert(ctx context.Context, tx *store.Store, row *models.OrganizationInvitation, roleIDs []string) error {
	_, err := tx.Organizations.Hold(ctx, row.OrganizationID)
	if errors.Is(err, store.ErrNotFound) {
		return rule.Unknown("organizationId", "there is no organization %q", row.OrganizationID)
	}
	if err != nil {
		return fmt.Errorf("hold organization: %w", err)
	}
	for _, check := range []func() error{
		func() error { return checkInviter(ctx, tx, row.InviterID) },
		func() error { return checkRoles(ctx, tx, roleIDs) },
		func() error { return refuseMember(ctx, tx, row) },
	} {
		if err := check(); err != nil {
			return err
		}
	}
	if err := tx.OrganizationInvitations.Expire(ctx, row.OrganizationID, row.Invitee, row.CreatedAt); err != nil {
		return fmt.Errorf("mark expired invitations: %w", err)
	}
	err = tx.OrganizationInvitations.Insert(ctx, row, roleIDs)
	if errors.Is(err, store.ErrConflict) {
		f := fault.New(fault.Unprocessable, "entity.unique_integrity_violation").Because(err)
		f.Message, f.Fields = "error.invitation.pending", map[string]string{"invitee": "error.invitation.pending"}
		return f
	}
	if err != nil {
		return err
	}
	return s.Events.Publish(ctx, tx, event.Event{Key: event.InvitationCreated, After: facts(row, roleIDs), Payload: about(row)})
}

func checkInviter(ctx context.Context, tx *store.Store, id *string) error {
	if id == nil {
		return nil
	}
	_, err := tx.Users.Get(ctx, *id)
	if errors.Is(err, store.ErrNotFound) {
		return rule.Unknown("inviterId", "there is no user %q", *id)
	}
	return err
}

// checkRoles accepts roles for users.
func checkRoles(ctx context.Context, tx *store.Store, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	roles, _, err := tx.OrganizationRoles.List(ctx, store.OrganizationRoleFilter{IDs: ids}, store.Page{})
	if err != nil {
		return fmt.Errorf("read roles: %w", err)
	}
	types := map[string]models.RoleType{}
	for _, role := range roles {
		types[role.ID] = role.Type
	}
	for _, id := range ids {
		switch types[id] {
		case models.RoleUser:
		case models.RoleMachineToMachine:
			return against("organizationRoleIds", "error.invitation.machineRole", "the role is one of machines")
		default:
			return rule.Unknown("organizationRoleIds", "there is no role %q", id)
		}
	}
	return nil
}

// refuseMember refuses to invite somebody who is already a member.
func refuseMember(ctx context.Context, tx *store.Store, row *models.OrganizationInvitation) error {
	user, err := tx.Users.ByEmail(ctx, row.Invitee)
	if err == nil {
		_, err = tx.Members.Membership(ctx, row.OrganizationID, models.UserHolder(user.ID))
	}
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for member: %w", err)
	}
	return against("invitee", "error.invitation.member", "who has the address is a member")
}
