package models

// InvitationStatus is the status of an invitation.
type InvitationStatus string

// The statuses. An expired invitation may still be Pending in the database: see
// OrganizationInvitation.StatusAt.
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
	Invitee        string  // an email address in lower case
	InviterID      *string // the user who invites, if specified
	AcceptedUserID *string // the user who accepted
	Status         InvitationStatus
	Digest         []byte // SHA-256 of the token in the link; nil: no link was created
	MessageSentAt  int64  // epoch ms; 0: never
	ExpiresAt      int64
	CreatedAt      int64 `gorm:"autoCreateTime:false"`
	UpdatedAt      int64 `gorm:"autoUpdateTime:false"`
}

// StatusAt is the status at now (epoch ms), taking expiration into account.
func (i *OrganizationInvitation) StatusAt(now int64) InvitationStatus {
	if i.Status == InvitationPending && i.ExpiresAt <= now {
		return InvitationExpired
	}
	return i.Status
}

// OrganizationInvitationRole is a role assigned when the invitation is accepted.
type OrganizationInvitationRole struct {
	TenantID           string `gorm:"primaryKey"`
	InvitationID       string `gorm:"primaryKey"`
	OrganizationRoleID string `gorm:"primaryKey"`
}
