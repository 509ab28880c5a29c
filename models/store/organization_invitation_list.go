package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"portico/models"
)

// InvitationFilter narrows a list of invitations; empty fields are ignored.
type InvitationFilter struct {
	OrganizationID, InviterID string
	Invitee                   string // in lower case
	Search                    string // text that the invitee's address must contain, ignoring case
}

func (f InvitationFilter) narrow(query *gorm.DB) *gorm.DB {
	for _, condition := range []struct{ column, value string }{
		{"organization_id", f.OrganizationID}, {"inviter_id", f.InviterID}, {"invitee", f.Invitee},
	} {
		if condition.value != "" {
			query = query.Where(condition.column+" = ?", condition.value)
		}
	}
	if f.Search != "" {
		query = query.Where(`invitee LIKE ? ESCAPE '\'`, Containing(strings.ToLower(f.Search)))
	}
	return query
}

// List lists invitations with their roles, newest first, and counts all matches.
func (s OrganizationInvitations) List(ctx context.Context, filter InvitationFilter, page Page) ([]models.Invitation, int64, error) {
	query := func() *gorm.DB { return filter.narrow(s.reader(ctx)) }
	rows, total, err := newest(query, page, list[models.OrganizationInvitation])
	if err != nil || len(rows) == 0 {
		return nil, total, err
	}
	ids := make([]string, 0, len(rows))
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	roles, err := s.rolesOf(ctx, ids)
	if err != nil {
		return nil, 0, err
	}
	invitations := make([]models.Invitation, 0, len(rows))
	for _, row := range rows {
		invitations = append(invitations, models.Invitation{OrganizationInvitation: row, Roles: roles[row.ID]})
	}
	return invitations, total, nil
}

// Roles lists the roles of an invitation, by name.
func (s OrganizationInvitations) Roles(ctx context.Context, id string) ([]models.OrganizationRole, error) {
	roles, err := s.rolesOf(ctx, []string{id})
	return roles[id], err
}

// rolesOf maps the ids of invitations to their roles, by name.
func (s OrganizationInvitations) rolesOf(ctx context.Context, ids []string) (map[string][]models.OrganizationRole, error) {
	roles := map[string][]models.OrganizationRole{}
	for len(ids) > 0 {
		batch := ids[:min(len(ids), missingBatch)]
		ids = ids[len(batch):]
		var rows []struct {
			models.OrganizationRole
			InvitationID string
		}
		err := s.anywhere(ctx).Raw("SELECT roles.*, given.invitation_id FROM organization_invitation_roles given"+
			" JOIN organization_roles roles ON roles.tenant_id = given.tenant_id AND roles.id = given.organization_role_id"+
			" WHERE given.tenant_id = ? AND given.invitation_id IN ? ORDER BY roles.name", s.tenant, batch).Scan(&rows).Error
		if err != nil {
			return nil, translate(err)
		}
		for _, row := range rows {
			roles[row.InvitationID] = append(roles[row.InvitationID], row.OrganizationRole)
		}
	}
	return roles, nil
}
