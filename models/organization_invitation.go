package models

// InvitationStatus says where an invitation stands.
type InvitationStatus string

// The statuses. An invitation is Pending in the database until somebody notices
// that it has expired: see OrganizationInvitation.StatusAt.
const (
	InvitationPending  InvitationStatus = "Pending"
	InvitationAccepted InvitationStatus = "Accepted"
	InvitationExpired  InvitationStatus = "Expired"
	InvitationRevoked  InvitationStatus = "Revoked"
)

// OrganizationInvitation asks the owner of an address to join an organization.
type OrganizationInvitation struct {
	TenantID       string `gorm:"primaryKey"`
	ID             string `gorm:"primaryKey"`
	OrganizationID string
	Invitee        string  // an e-mail address in lower case
	InviterID      *string // the user who invites, if the caller named one
	AcceptedUserID *string // who joined by it
	Status         InvitationStatus
	Digest         []byte // SHA-256 of the token of the link; nil: no link was made
	MessageSentAt  int64  // epoch ms; 0: never
	ExpiresAt      int64
	CreatedAt      int64 `gorm:"autoCreateTime:false"`
	UpdatedAt      int64 `gorm:"autoUpdateTime:false"`
}

// StatusAt is the status at now (epoch ms): a pending invitation expires by itself.
func (i *OrganizationInvitation) StatusAt(now int64) InvitationStatus {
	if i.Status == InvitationPending && i.ExpiresAt <= now {
		return InvitationExpired
	}
	return i.Status
}

// OrganizationInvitationRole is a role that whoever accepts the invitation gets.
type OrganizationInvitationRole struct {
	TenantID           string `gorm:"primaryKey"`
	InvitationID       string `gorm:"primaryKey"`
	OrganizationRoleID string `gorm:"primaryKey"`
}
