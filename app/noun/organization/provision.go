package organization

import (
	"context"
	"fmt"
	"strings"

	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// Provision lets a user whose address is verified join the organizations that
// list its domain, with the roles that each gives, and publishes
// Organization.Membership.Updated for each. Members stay as they are, so a
// repeat changes nothing.
func (s *Service) Provision(ctx context.Context, tx *store.Store, user *models.User) error {
	domain := verifiedDomain(user)
	if domain == "" {
		return nil
	}
	ids, err := tx.Provisioning.OrganizationsOf(ctx, domain)
	if err != nil {
		return fmt.Errorf("read organizations of a domain: %w", err)
	}
	for _, id := range ids {
		err := s.join(ctx, tx, id, user.ID)
		if isGone := fault.From(err).Kind == fault.Missing; err != nil && !isGone {
			return wrap("join", err)
		}
	}
	return nil
}

// join makes a user a member with the roles of newcomers, unless the user is one.
func (s *Service) join(ctx context.Context, records *store.Store, id, userID string) error {
	return s.within(ctx, records, id, func(tx *store.Store) error {
		present, err := tx.Members.Among(ctx, models.HolderUser, id, []string{userID})
		if err != nil || len(present) > 0 {
			return err
		}
		roles, err := jitRoles(ctx, tx, id)
		if err != nil {
			return err
		}
		member := []string{userID}
		return s.tracked(ctx, tx, models.HolderUser, id, member, func() error {
			if err := tx.Members.Add(ctx, models.HolderUser, id, member, s.Now().UnixMilli()); err != nil {
				return err
			}
			return tx.Members.AddRoles(ctx, models.HolderUser, id, member, idsOf(roles))
		})
	})
}

// verifiedDomain is the domain of a user's address, as domainName has it; ""
// without one that is verified.
func verifiedDomain(user *models.User) string {
	if user.PrimaryEmail == nil || user.EmailVerifiedAt == 0 {
		return ""
	}
	email := *user.PrimaryEmail
	return domainName(email[strings.LastIndex(email, "@")+1:])
}
