package store

import (
	"context"

	"portico/models"
)

// Size counts the members and open invitations of an organization; one that does
// not exist has none. now (epoch ms) decides which invitations are open. The status
// is a literal, so that the partial index on pending invitations is used.
func (s Organizations) Size(ctx context.Context, id string, now int64) (models.OrganizationSize, error) {
	var size models.OrganizationSize
	err := s.anywhere(ctx).Raw("SELECT"+
		" (SELECT COUNT(*) FROM organization_users WHERE tenant_id = ? AND organization_id = ?) AS members,"+
		" (SELECT COUNT(*) FROM organization_applications WHERE tenant_id = ? AND organization_id = ?) AS machines,"+
		" (SELECT COUNT(*) FROM organization_invitations"+
		" WHERE tenant_id = ? AND organization_id = ? AND status = '"+string(models.InvitationPending)+"' AND expires_at > ?)"+
		" AS open_invitations",
		s.tenant, id, s.tenant, id, s.tenant, id, now).Scan(&size).Error
	return size, translate(err)
}
