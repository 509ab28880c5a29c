package store

import (
	"context"

	"portico/models"
)

// CreateOrganizationInvitation adds an invitation with the roles of whoever
// accepts it. ErrConflict: there is a pending one for the address, or the
// organization or a role does not exist.
func (s *Store) CreateOrganizationInvitation(ctx context.Context, invitation *models.OrganizationInvitation, roleIDs []string) error {
	invitation.TenantID = s.tenant
	rows := make([]models.OrganizationInvitationRole, 0, len(roleIDs))
	for _, id := range distinct(roleIDs) {
		rows = append(rows, models.OrganizationInvitationRole{TenantID: s.tenant, InvitationID: invitation.ID, OrganizationRoleID: id})
	}
	return s.InTx(ctx, func(tx *Store) error {
		if err := tx.inserter(ctx).Create(invitation).Error; err != nil {
			return translate(err)
		}
		return addRows(ctx, tx, rows)
	})
}

// OrganizationInvitation reads an invitation by id.
func (s *Store) OrganizationInvitation(ctx context.Context, id string) (*models.OrganizationInvitation, error) {
	return first[models.OrganizationInvitation](s.reader(ctx).Where("id = ?", id))
}

// OrganizationInvitationByDigest finds the invitation of a link's token.
func (s *Store) OrganizationInvitationByDigest(ctx context.Context, digest []byte) (*models.OrganizationInvitation, error) {
	return first[models.OrganizationInvitation](s.reader(ctx).Where("digest = ?", digest))
}

// HoldOrganizationInvitation keeps an invitation from being changed by others
// before the transaction ends. ErrNotFound: there is none.
func (s *Store) HoldOrganizationInvitation(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Model(&models.OrganizationInvitation{}).Where("id = ?", id).Update("id", id))
}

// UpdateOrganizationInvitation writes what happens to an invitation: its status,
// who accepted it, its link and when mail was sent. ErrNotFound: there is none.
func (s *Store) UpdateOrganizationInvitation(ctx context.Context, invitation *models.OrganizationInvitation) error {
	return changed(s.writer(ctx).Model(&models.OrganizationInvitation{}).Where("id = ?", invitation.ID).
		Select("AcceptedUserID", "Status", "Digest", "MessageSentAt", "UpdatedAt").Updates(invitation))
}

// ExpireOrganizationInvitations marks what no longer is pending at now (epoch
// ms) of an address's invitations into an organization, so that there can be a
// new one. invitee is in lower case.
func (s *Store) ExpireOrganizationInvitations(ctx context.Context, organizationID, invitee string, now int64) error {
	return translate(s.writer(ctx).Model(&models.OrganizationInvitation{}).
		Where("organization_id = ? AND invitee = ? AND status = ? AND expires_at <= ?",
			organizationID, invitee, models.InvitationPending, now).
		Updates(map[string]any{"status": models.InvitationExpired, "updated_at": now}).Error)
}

// DeleteOrganizationInvitation removes an invitation. ErrNotFound: there is none.
func (s *Store) DeleteOrganizationInvitation(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Where("id = ?", id).Delete(&models.OrganizationInvitation{}))
}
