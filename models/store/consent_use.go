package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// UsedIn lists, by name, the third-party applications that members have allowed to act
// in an organization, and those that it blocks, and counts them.
func (s ConsentOrganizations) UsedIn(ctx context.Context, organizationID string, page Page) (
	used []models.ThirdPartyApplication, total int64, err error,
) {
	applications, total, err := ordered[models.Application](func() *gorm.DB {
		of := func(rows any) *gorm.DB {
			return s.reader(ctx).Model(rows).Select("application_id").Where("organization_id = ?", organizationID)
		}
		return s.reader(ctx).Model(&models.Application{}).Where("is_third_party = ? AND (id IN (?) OR id IN (?))",
			true, of(&models.ConsentOrganization{}), of(&models.OrganizationBlockedApplication{}))
	}, "name, id", page)
	for _, application := range applications {
		used = append(used, models.ThirdPartyApplication{Application: application})
	}
	if err == nil {
		err = s.describe(ctx, organizationID, used)
	}
	return used, total, err
}

// describe adds to applications what an organization sees of them.
func (s ConsentOrganizations) describe(ctx context.Context, organizationID string, applications []models.ThirdPartyApplication) error {
	ids := make([]string, 0, len(applications))
	for _, application := range applications {
		ids = append(ids, application.ID)
	}
	counts, err := s.countUsers(ctx, organizationID, ids)
	if err != nil {
		return err
	}
	users, err := s.firstUsers(ctx, organizationID, ids)
	if err != nil {
		return err
	}
	blocked, err := s.blocked(ctx, organizationID, ids)
	if err != nil {
		return err
	}
	experiences, err := s.store().SignInExperiences.Of(ctx, ids)
	for i := range applications {
		one := &applications[i]
		one.UsersCount, one.Featured = counts[one.ID], users[one.ID]
		one.IsBlocked, one.Experience = blocked[one.ID], experiences[one.ID]
	}
	return err
}

// countUsers maps the ids of applications to the number of members who have allowed
// them to act in an organization.
func (s ConsentOrganizations) countUsers(ctx context.Context, organizationID string, ids []string) (map[string]int64, error) {
	counts := make(map[string]int64, len(ids))
	err := inBatches(ids, func(ids []string) error {
		var rows []struct {
			ApplicationID string
			Users         int64
		}
		err := s.reader(ctx).Model(&models.ConsentOrganization{}).Select("application_id, COUNT(*) AS users").
			Where("organization_id = ? AND application_id IN ?", organizationID, ids).Group("application_id").Scan(&rows).Error
		for _, row := range rows {
			counts[row.ApplicationID] = row.Users
		}
		return translate(err)
	})
	return counts, err
}

// firstUsers maps the ids of applications to the first members who have allowed them to
// act in an organization.
func (s ConsentOrganizations) firstUsers(ctx context.Context, organizationID string, ids []string) (map[string][]models.User, error) {
	users := make(map[string][]models.User, len(ids))
	err := inBatches(ids, func(ids []string) error {
		var rows []struct {
			models.User
			AllowedID string
		}
		err := s.anywhere(ctx).Raw("SELECT users.*, first.application_id AS allowed_id FROM ("+
			"SELECT tenant_id, application_id, user_id, row_number() OVER (PARTITION BY application_id ORDER BY created_at, user_id) AS place"+
			" FROM consent_organizations WHERE tenant_id = ? AND organization_id = ? AND application_id IN ?) first"+
			s.joinInOrder()+"users ON users.tenant_id = first.tenant_id AND users.id = first.user_id"+
			" WHERE first.place <= ? ORDER BY first.application_id, first.place",
			s.tenant, organizationID, ids, featuredUsers).Scan(&rows).Error
		for _, row := range rows {
			users[row.AllowedID] = append(users[row.AllowedID], row.User)
		}
		return translate(err)
	})
	return users, err
}

// blocked returns which of the applications an organization blocks.
func (s ConsentOrganizations) blocked(ctx context.Context, organizationID string, ids []string) (map[string]bool, error) {
	blocked := map[string]bool{}
	err := inBatches(ids, func(ids []string) error {
		var found []string
		err := s.reader(ctx).Model(&models.OrganizationBlockedApplication{}).
			Where("organization_id = ? AND application_id IN ?", organizationID, ids).Pluck("application_id", &found).Error
		for _, id := range found {
			blocked[id] = true
		}
		return translate(err)
	})
	return blocked, err
}
