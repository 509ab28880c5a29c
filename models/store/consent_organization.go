package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// ConsentOrganizations are the organizations in which users have allowed third-party
// applications to act, and the applications that organizations have blocked.
type ConsentOrganizations struct{ *conn }

// Of lists the organizations in which a user has allowed an application to act, by
// name, and counts them.
func (s ConsentOrganizations) Of(ctx context.Context, userID, applicationID string, page Page) ([]models.Organization, int64, error) {
	return ordered[models.Organization](func() *gorm.DB {
		chosen := s.reader(ctx).Model(&models.ConsentOrganization{}).Select("organization_id").
			Where("user_id = ? AND application_id = ?", userID, applicationID)
		return s.reader(ctx).Model(&models.Organization{}).Where("id IN (?)", chosen)
	}, "name, id", page)
}

// OfUser lists the organizations of all of a user's consents.
func (s ConsentOrganizations) OfUser(ctx context.Context, userID string) ([]models.ConsentOrganization, error) {
	return list[models.ConsentOrganization](s.reader(ctx).Where("user_id = ?", userID).Order("application_id, organization_id"))
}

// Within lists the organizations in which the given users have allowed an application
// to act.
func (s ConsentOrganizations) Within(ctx context.Context, applicationID string, userIDs []string) ([]models.ConsentOrganization, error) {
	var chosen []models.ConsentOrganization
	err := inBatches(userIDs, func(ids []string) error {
		rows, err := list[models.ConsentOrganization](s.reader(ctx).
			Where("application_id = ? AND user_id IN ?", applicationID, ids).Order("user_id, organization_id"))
		chosen = append(chosen, rows...)
		return err
	})
	return chosen, err
}

// BlockedOf lists the applications that the given organizations block.
func (s ConsentOrganizations) BlockedOf(ctx context.Context, organizationIDs []string) ([]models.OrganizationBlockedApplication, error) {
	var blocked []models.OrganizationBlockedApplication
	err := inBatches(organizationIDs, func(ids []string) error {
		rows, err := list[models.OrganizationBlockedApplication](s.reader(ctx).
			Where("organization_id IN ?", ids).Order("organization_id, application_id"))
		blocked = append(blocked, rows...)
		return err
	})
	return blocked, err
}

// Add allows an application to act in organizations; those that it has are ignored.
// ErrConflict: the user is not a member of one, or there is no such application.
// now is epoch ms.
func (s ConsentOrganizations) Add(ctx context.Context, userID, applicationID string, organizationIDs []string, now int64) error {
	rows := make([]models.ConsentOrganization, 0, len(organizationIDs))
	for _, id := range distinct(organizationIDs) {
		rows = append(rows, models.ConsentOrganization{
			TenantID: s.tenant, UserID: userID, ApplicationID: applicationID, OrganizationID: id, CreatedAt: now,
		})
	}
	return addRows(ctx, s.conn, rows)
}

// Remove takes back what a user has allowed in an organization. ErrNotFound: nothing.
func (s ConsentOrganizations) Remove(ctx context.Context, userID, applicationID, organizationID string) error {
	return changed(s.writer(ctx).
		Where("user_id = ? AND application_id = ? AND organization_id = ?", userID, applicationID, organizationID).
		Delete(&models.ConsentOrganization{}))
}

// Clear takes back what a user has allowed an application in all organizations.
func (s ConsentOrganizations) Clear(ctx context.Context, userID, applicationID string) error {
	return translate(s.writer(ctx).Where("user_id = ? AND application_id = ?", userID, applicationID).
		Delete(&models.ConsentOrganization{}).Error)
}

// ClearUser takes back what a user has allowed in all organizations.
func (s ConsentOrganizations) ClearUser(ctx context.Context, userID string) error {
	return translate(s.writer(ctx).Where("user_id = ?", userID).Delete(&models.ConsentOrganization{}).Error)
}

// Access reports whether a user has allowed an application to act in an organization,
// and whether the organization blocks it.
func (s ConsentOrganizations) Access(ctx context.Context, userID, applicationID, organizationID string) (isAllowed, isBlocked bool, err error) {
	allowed, err := count(s.reader(ctx).Model(&models.ConsentOrganization{}).
		Where("user_id = ? AND application_id = ? AND organization_id = ?", userID, applicationID, organizationID))
	if err != nil {
		return false, false, err
	}
	blocked, err := count(s.reader(ctx).Model(&models.OrganizationBlockedApplication{}).
		Where("organization_id = ? AND application_id = ?", organizationID, applicationID))
	return allowed > 0, blocked > 0, err
}

// BlockedIn lists the ids of the given organizations that block an application.
func (s ConsentOrganizations) BlockedIn(ctx context.Context, applicationID string, organizationIDs []string) ([]string, error) {
	var blocked []string
	err := inBatches(organizationIDs, func(ids []string) error {
		var batch []string
		err := s.reader(ctx).Model(&models.OrganizationBlockedApplication{}).
			Where("application_id = ? AND organization_id IN ?", applicationID, ids).Pluck("organization_id", &batch).Error
		blocked = append(blocked, batch...)
		return translate(err)
	})
	return blocked, err
}

// Block keeps an application out of an organization. It is no error if it is blocked.
// ErrConflict: there is no such organization or application. now is epoch ms.
func (s ConsentOrganizations) Block(ctx context.Context, organizationID, applicationID string, now int64) error {
	return addRows(ctx, s.conn, []models.OrganizationBlockedApplication{{
		TenantID: s.tenant, OrganizationID: organizationID, ApplicationID: applicationID, CreatedAt: now,
	}})
}

// Unblock lets an application into an organization again. ErrNotFound: it is not blocked.
func (s ConsentOrganizations) Unblock(ctx context.Context, organizationID, applicationID string) error {
	return changed(s.writer(ctx).Where("organization_id = ? AND application_id = ?", organizationID, applicationID).
		Delete(&models.OrganizationBlockedApplication{}))
}
