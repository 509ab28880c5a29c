package store

import (
	"context"

	"portico/models"
)

// OrganizationInvitations invite people into organizations.
type OrganizationInvitations struct {
	Table[models.OrganizationInvitation]
}

func openOrganizationInvitations(c *conn) OrganizationInvitations {
	return OrganizationInvitations{newTable(c, func(r *models.OrganizationInvitation) (tenant, id *string) { return &r.TenantID, &r.ID }, "AcceptedUserID", "Status", "Digest", "MessageSentAt", "UpdatedAt")}
}

// Insert adds an invitation with the roles that accepting it grants. ErrConflict:
// there is a pending one for the address, or the organization or a role does not
// exist.
func (s OrganizationInvitations) Insert(ctx context.Context, invitation *models.OrganizationInvitation, roleIDs []string) error {
	invitation.TenantID = s.tenant
	rows := make([]models.OrganizationInvitationRole, 0, len(roleIDs))
	for _, id := range distinct(roleIDs) {
		rows = append(rows, models.OrganizationInvitationRole{TenantID: s.tenant, InvitationID: invitation.ID, OrganizationRoleID: id})
	}
	return s.inTx(ctx, func(tx *Store) error {
		if err := tx.inserter(ctx).Create(invitation).Error; err != nil {
			return translate(err)
		}
		return addRows(ctx, tx.conn, rows)
	})
}

// ByDigest finds the invitation of a link's token.
func (s OrganizationInvitations) ByDigest(ctx context.Context, digest []byte) (*models.OrganizationInvitation, error) {
	return first[models.OrganizationInvitation](s.reader(ctx).Where("digest = ?", digest))
}

// Expire marks an address's pending invitations into an organization that have
// ended by now (epoch ms) as expired, so that a new one can be added. invitee is in
// lower case.
func (s OrganizationInvitations) Expire(ctx context.Context, organizationID, invitee string, now int64) error {
	return translate(s.writer(ctx).Model(&models.OrganizationInvitation{}).
		Where("organization_id = ? AND invitee = ? AND status = ? AND expires_at <= ?",
			organizationID, invitee, models.InvitationPending, now).
		Updates(map[string]any{"status": models.InvitationExpired, "updated_at": now}).Error)
}
