package store

import (
	"context"

	"portico/models"
)

// Membership reads an organization of which a holder is a member. ErrNotFound:
// there is no such organization, or the holder is not a member.
func (s Members) Membership(ctx context.Context, organizationID string, holder models.Holder) (*models.Organization, error) {
	of := membersOf(holder.Kind)
	member := s.reader(ctx).Model(of.member).Select("organization_id").
		Where("organization_id = ? AND "+of.id+" = ?", organizationID, holder.ID)
	return first[models.Organization](s.reader(ctx).Where("id IN (?)", member))
}

// Memberships lists the organizations of which a holder is a member, by name,
// with the holder's roles there.
func (s Members) Memberships(ctx context.Context, holder models.Holder) ([]models.Membership, error) {
	of := membersOf(holder.Kind)
	member := s.reader(ctx).Model(of.member).Select("organization_id").Where(of.id+" = ?", holder.ID)
	organizations, err := list[models.Organization](s.reader(ctx).Where("id IN (?)", member).Order("name, id"))
	if err != nil || len(organizations) == 0 {
		return nil, err
	}
	var rows []struct {
		models.OrganizationRole
		OrganizationID string
	}
	err = s.anywhere(ctx).Raw("SELECT roles.*, held.organization_id FROM "+of.roles+" held"+
		s.joinInOrder()+"organization_roles roles ON roles.tenant_id = held.tenant_id AND roles.id = held.organization_role_id"+
		" WHERE held.tenant_id = ? AND held."+of.id+" = ? ORDER BY roles.name", s.tenant, holder.ID).Scan(&rows).Error
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
