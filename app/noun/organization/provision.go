package organization

import (
	"context"
	"fmt"
	"strings"

	"portico/app/ground/fault"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Provision lets a user with a verified address join the organizations that
// list its domain, with the roles that each assigns, and publishes
// Organization.Membership.Updated for each. Existing members are unchanged, so
// repeating it changes nothing.
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
			return err
		}
	}
	return nil
}

// join makes a user a member with the roles for newcomers, unless they are one already.
func (s *Service) join(ctx context.Context, records *store.Store, id, userID string) error {
	one := []string{userID}
	return s.changeMembers(ctx, records, models.HolderUser, id, func(tx *store.Store) ([]string, func() error, error) {
		present, err := tx.Members.Among(ctx, models.HolderUser, id, one)
		if err != nil || len(present) > 0 {
			return nil, nil, err
		}
		roles, err := jitRoles(ctx, tx, id)
		return one, func() error { return s.write(ctx, tx, models.HolderUser, id, one, noun.IDs(roles, roleID)) }, err
	})
}

// verifiedDomain is the domain of a user's address, as domainName returns it; ""
// unless the address is verified.
func verifiedDomain(user *models.User) string {
	if user.PrimaryEmail == nil || user.EmailVerifiedAt == 0 {
		return ""
	}
	email := *user.PrimaryEmail
	return domainName(email[strings.LastIndex(email, "@")+1:])
}
