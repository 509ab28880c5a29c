package invitation

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/sentinel"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

const (
	// usage names the template of invitations.
	usage = "OrganizationInvitation"
	// pause is the minimum time between two messages of an invitation.
	pause = time.Minute
	// maxMails is the maximum number of mails to an address within mailWindow.
	maxMails   = 10
	mailWindow = 10 * time.Minute
	maxValue   = 2048 // bytes of a caller's value
)

// Message is the caller's contribution to the mail.
type Message struct {
	Code string
	Link string // "": the page of this server
}

func (m Message) check() error {
	if !rule.IsVisible(m.Code) || len(m.Code) > maxValue {
		return rule.Invalid("messagePayload.code", "error.invitation.code", "must be visible text of at most %d bytes", maxValue)
	}
	if m.Link == "" {
		return nil
	}
	link, err := url.Parse(m.Link)
	isWeb := err == nil && link.Host != "" && (strings.EqualFold(link.Scheme, "https") || strings.EqualFold(link.Scheme, "http"))
	if !isWeb || !rule.IsVisible(m.Link) || len(m.Link) > maxValue {
		return rule.Invalid("messagePayload.link", "error.invitation.link", "must be an absolute https or http address of at most %d bytes", maxValue)
	}
	return nil
}

// needMail fails if no mail can be sent. Fault: connector.not_found.
func (s *Service) needMail(ctx context.Context, records *store.Store) error {
	hasMail, err := s.Mail.HasMail(ctx, records)
	if err == nil && !hasMail {
		return fault.New(fault.Unsupported, "connector.not_found")
	}
	return err
}

// Send sends or resends the mail of a pending invitation,
// and publishes Organization.Invitation.Sent. Portico's own link is a new one: it
// replaces the previous one. Faults: entity.not_found,
// request.invalid_input if the invitation is no longer pending, request.rate_limited
// within a minute of the last message, guard.invalid_input (code, link),
// connector.not_found and those of sending.
func (s *Service) Send(ctx context.Context, records *store.Store, id string, message Message) error {
	if err := message.check(); err != nil {
		return err
	}
	found, err := records.OrganizationInvitations.Get(ctx, id)
	if err != nil {
		return rule.OrMissing("invitation "+id, err)
	}
	if err := s.needMail(ctx, records); err != nil {
		return err
	}
	if err := s.countMail(ctx, records, found.Invitee); err != nil {
		return err
	}
	var before, row *models.OrganizationInvitation
	token := ""
	err = records.InTx(ctx, func(tx *store.Store) error {
		found, err := s.pending(ctx, tx, id)
		if err != nil {
			return err
		}
		now := s.Now()
		if now.Sub(time.UnixMilli(found.MessageSentAt)) < pause {
			return fault.New(fault.Limited, "request.rate_limited")
		}
		before, row = found, new(models.OrganizationInvitation)
		*row = *found
		row.MessageSentAt, row.UpdatedAt = now.UnixMilli(), now.UnixMilli()
		if message.Link == "" {
			token = models.NewToken()
			row.Digest = models.Digest(token)
		}
		return tx.OrganizationInvitations.Update(ctx, row)
	})
	if err != nil {
		return fmt.Errorf("send invitation again: %w", err)
	}
	if err := s.deliver(ctx, records, row, message, token); err != nil {
		return errors.Join(err, s.restore(context.WithoutCancel(ctx), records, before, row))
	}
	return s.publishSent(ctx, records, row)
}

// countMail limits the number of mails to an address, across
// all invitations. Fault: request.rate_limited.
func (s *Service) countMail(ctx context.Context, records *store.Store, address string) error {
	return s.Limits.Limit(ctx, records, sentinel.MailSubject(address), maxMails, mailWindow)
}

// restore restores the link that an invitation had before a message that could not
// be sent, unless it has changed since.
func (s *Service) restore(ctx context.Context, records *store.Store, before, tried *models.OrganizationInvitation) error {
	return records.InTx(ctx, func(tx *store.Store) error {
		row, err := hold(ctx, tx, tried.ID)
		if fault.From(err).Kind == fault.Missing {
			return nil
		}
		if err != nil {
			return fmt.Errorf("restore invitation: %w", err)
		}
		if row.Status != tried.Status || row.MessageSentAt != tried.MessageSentAt {
			return nil
		}
		row.Digest, row.MessageSentAt, row.UpdatedAt = before.Digest, before.MessageSentAt, before.UpdatedAt
		return tx.OrganizationInvitations.Update(ctx, row)
	})
}

// deliver sends the mail of a stored invitation; token is its link's.
func (s *Service) deliver(ctx context.Context, records *store.Store, row *models.OrganizationInvitation, message Message, token string) error {
	values, err := s.values(ctx, records, row, message, token)
	if err != nil {
		return err
	}
	if err := s.Mail.SendMail(ctx, records, usage, row.Invitee, values); err != nil {
		return fmt.Errorf("send invitation: %w", err)
	}
	return nil
}

// publishSent publishes that a mail was sent, which cannot be undone.
func (s *Service) publishSent(ctx context.Context, records *store.Store, row *models.OrganizationInvitation) error {
	return s.Events.Publish(ctx, records, event.Event{Key: event.InvitationSent, Payload: about(row)})
}

// values are the values that templates can use.
func (s *Service) values(ctx context.Context, records *store.Store, row *models.OrganizationInvitation, message Message, token string) (map[string]string, error) {
	organization, err := records.Organizations.Get(ctx, row.OrganizationID)
	if err != nil {
		return nil, rule.OrMissing("organization "+row.OrganizationID, err)
	}
	t := tenant.From(ctx)
	values := map[string]string{
		"code": message.Code, "link": message.Link, "organization.id": organization.ID, "organization.name": organization.Name,
		"tenant.name": t.Name, "inviter.name": t.Name,
	}
	if message.Link == "" {
		values["link"] = s.Link(t, token)
	}
	name, err := inviterName(ctx, records, row)
	if name != "" {
		values["inviter.name"] = name
	}
	return values, err
}

// inviterName is the display name of the inviter; "" if the invitation has
// none, or the account no longer exists.
func inviterName(ctx context.Context, records *store.Store, row *models.OrganizationInvitation) (string, error) {
	if row.InviterID == nil {
		return "", nil
	}
	inviter, err := records.Users.Get(ctx, *row.InviterID)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read inviter: %w", err)
	}
	return inviter.DisplayName(), nil
}
