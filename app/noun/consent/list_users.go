package consent

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// OfApplication lists the users who have allowed an application something, the latest
// first, and counts them.
func (s *Service) OfApplication(ctx context.Context, records *store.Store, applicationID string, page store.Page) ([]models.ConsentingUser, int64, error) {
	consents, total, err := records.Consents.OfApplication(ctx, applicationID, page)
	if err != nil {
		return nil, 0, fmt.Errorf("read consents to application %s: %w", applicationID, err)
	}
	ids := noun.IDs(consents, func(consent models.Consent) string { return consent.UserID })
	users, err := records.Users.ByID(ctx, ids)
	if err != nil {
		return nil, 0, fmt.Errorf("read users: %w", err)
	}
	chosen, err := records.ConsentOrganizations.Within(ctx, applicationID, ids)
	if err != nil {
		return nil, 0, fmt.Errorf("read organizations of consents: %w", err)
	}
	organizations, err := withNames(ctx, records, chosen)
	if err != nil {
		return nil, 0, err
	}
	people := make([]models.ConsentingUser, 0, len(consents))
	for _, consent := range consents {
		at := slices.IndexFunc(users, func(user models.User) bool { return user.ID == consent.UserID })
		if at >= 0 { // else deleted meanwhile, with the consent
			people = append(people, models.ConsentingUser{
				Consent: consent, User: users[at], Organizations: organizations[applicationID+" "+consent.UserID],
			})
		}
	}
	return people, total, nil
}

// withNames maps an application and a user, separated by a space, to the organizations
// in which the user has allowed the application to act.
func withNames(ctx context.Context, records *store.Store, chosen []models.ConsentOrganization) (map[string][]models.ConsentedOrganization, error) {
	ids := noun.IDs(chosen, func(row models.ConsentOrganization) string { return row.OrganizationID })
	organizations, err := records.Organizations.ByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read organizations: %w", err)
	}
	blocks, err := records.ConsentOrganizations.BlockedOf(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read blocked applications: %w", err)
	}
	slices.SortStableFunc(organizations, func(a, b models.Organization) int { return strings.Compare(a.Name, b.Name) })
	found := map[string][]models.ConsentedOrganization{}
	for _, organization := range organizations {
		for _, row := range chosen {
			if row.OrganizationID != organization.ID {
				continue
			}
			key := row.ApplicationID + " " + row.UserID
			found[key] = append(found[key], models.ConsentedOrganization{
				Organization: organization, Since: row.CreatedAt,
				IsBlocked: slices.ContainsFunc(blocks, func(block models.OrganizationBlockedApplication) bool {
					return block.OrganizationID == organization.ID && block.ApplicationID == row.ApplicationID
				}),
			})
		}
	}
	return found, nil
}
