package models

// Organization is a group of a tenant's users and applications, for example a
// customer of the business that runs the tenant.
type Organization struct {
	TenantID    string `gorm:"primaryKey"`
	ID          string `gorm:"primaryKey"` // 12 characters
	Name        string
	Description *string
	CustomData  map[string]any `gorm:"serializer:json"`
	// IsMFARequired denies tokens for the organization to users without a second factor.
	IsMFARequired bool     `gorm:"column:is_mfa_required"`
	Color         Color    `gorm:"serializer:json"`
	Branding      Branding `gorm:"serializer:json"`
	CustomCSS     *string  `gorm:"column:custom_css"`
	CreatedAt     int64    `gorm:"autoCreateTime:false"`
}

// OrganizationUser makes a user a member of an organization.
type OrganizationUser struct {
	TenantID       string `gorm:"primaryKey"`
	OrganizationID string `gorm:"primaryKey"`
	UserID         string `gorm:"primaryKey"`
	CreatedAt      int64  `gorm:"autoCreateTime:false"`
}

// OrganizationUserRole assigns a member a role within the organization.
type OrganizationUserRole struct {
	TenantID           string `gorm:"primaryKey"`
	OrganizationID     string `gorm:"primaryKey"`
	UserID             string `gorm:"primaryKey"`
	OrganizationRoleID string `gorm:"primaryKey"`
}

// OrganizationApplication makes a machine a member of an organization.
type OrganizationApplication struct {
	TenantID       string `gorm:"primaryKey"`
	OrganizationID string `gorm:"primaryKey"`
	ApplicationID  string `gorm:"primaryKey"`
	CreatedAt      int64  `gorm:"autoCreateTime:false"`
}

// OrganizationApplicationRole assigns a machine a role within the organization.
type OrganizationApplicationRole struct {
	TenantID           string `gorm:"primaryKey"`
	OrganizationID     string `gorm:"primaryKey"`
	ApplicationID      string `gorm:"primaryKey"`
	OrganizationRoleID string `gorm:"primaryKey"`
}

// OrganizationJITEmailDomain adds users with a verified email address at the
// domain to the organization automatically (just-in-time provisioning).
type OrganizationJITEmailDomain struct {
	TenantID       string `gorm:"primaryKey"`
	OrganizationID string `gorm:"primaryKey"`
	EmailDomain    string `gorm:"primaryKey"` // in lower case
	CreatedAt      int64  `gorm:"autoCreateTime:false"`
}

// OrganizationJITRole is a role assigned by just-in-time provisioning.
type OrganizationJITRole struct {
	TenantID           string `gorm:"primaryKey"`
	OrganizationID     string `gorm:"primaryKey"`
	OrganizationRoleID string `gorm:"primaryKey"`
}
