package store

import (
	"context"

	"portico/models"
)

// OfUser reads the organization of which a user is a member.
// ErrNotFound: there is no such organization, or the user is not in it.
func (s Members) OfUser(ctx context.Context, organizationID, userID string) (*models.Organization, error) {
	member := s.reader(ctx).Model(&models.OrganizationUser{}).Select("organization_id").
		Where("organization_id = ? AND user_id = ?", organizationID, userID)
	return first[models.Organization](s.reader(ctx).Where("id IN (?)", member))
}

// OfApplication reads the organization of which a machine is a member.
// ErrNotFound: there is no such organization, or the machine is not in it.
func (s Members) OfApplication(ctx context.Context, organizationID, applicationID string) (*models.Organization, error) {
	member := s.reader(ctx).Model(&models.OrganizationApplication{}).Select("organization_id").
		Where("organization_id = ? AND application_id = ?", organizationID, applicationID)
	return first[models.Organization](s.reader(ctx).Where("id IN (?)", member))
}

// ListOfUser lists the organizations of which a user is a member, by name,
// with the user's roles there.
func (s Members) ListOfUser(ctx context.Context, userID string) ([]models.Membership, error) {
	member := s.reader(ctx).Model(&models.OrganizationUser{}).Select("organization_id").Where("user_id = ?", userID)
	return s.memberships(ctx, "organization_user_roles", "user_id", userID, member)
}

// ListOfApplication lists the organizations of which a machine is a
// member, by name, with its roles there.
func (s Members) ListOfApplication(ctx context.Context, applicationID string) ([]models.Membership, error) {
	member := s.reader(ctx).Model(&models.OrganizationApplication{}).Select("organization_id").
		Where("application_id = ?", applicationID)
	return s.memberships(ctx, "organization_application_roles", "application_id", applicationID, member)
}

// memberships reads the organizations whose ids member selects, and the roles
// that a holder has in them.
func (s Members) memberships(ctx context.Context, held, holder, id string, member any) ([]models.Membership, error) {
	organizations, err := list[models.Organization](s.reader(ctx).Where("id IN (?)", member).Order("name, id"))
	if err != nil || len(organizations) == 0 {
		return nil, err
	}
	var rows []struct {
		models.OrganizationRole
		OrganizationID string
	}
	err = s.anywhere(ctx).Raw("SELECT roles.*, held.organization_id FROM "+held+" held"+
		s.joinInOrder()+"organization_roles roles ON roles.tenant_id = held.tenant_id AND roles.id = held.organization_role_id"+
		" WHERE held.tenant_id = ? AND held."+holder+" = ? ORDER BY roles.name", s.tenant, id).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	roles := map[string][]models.OrganizationRole{}
	for _, row := range rows {
		roles[row.OrganizationID] = append(roles[row.OrganizationID], row.OrganizationRole)
	}
	memberships := make([]models.Membership, 0, len(organizations))
	for _, organization := range organizations {
		memberships = append(memberships, models.Membership{Organization: organization, Roles: roles[organization.ID]})
	}
	return memberships, nil
}
