package models

// OrganizationRole is a role of the organization template: every organization
// can give it to its members.
type OrganizationRole struct {
	TenantID    string `gorm:"primaryKey"`
	ID          string `gorm:"primaryKey"`
	Name        string // unique in the tenant
	Description *string
	Type        RoleType // never changes
	CreatedAt   int64    `gorm:"autoCreateTime:false"`
}

// OrganizationScope is one permission within an organization. Tokens of the
// organization carry it; it belongs to no resource.
type OrganizationScope struct {
	TenantID    string `gorm:"primaryKey"`
	ID          string `gorm:"primaryKey"`
	Name        string // without spaces, unique in the tenant
	Description *string
	CreatedAt   int64 `gorm:"autoCreateTime:false"`
}

// OrganizationRoleScope puts an organization's permission into an organization role.
type OrganizationRoleScope struct {
	TenantID            string `gorm:"primaryKey"`
	OrganizationRoleID  string `gorm:"primaryKey"`
	OrganizationScopeID string `gorm:"primaryKey"`
}

// OrganizationRoleResourceScope puts a resource's scope into an organization role.
type OrganizationRoleResourceScope struct {
	TenantID           string `gorm:"primaryKey"`
	OrganizationRoleID string `gorm:"primaryKey"`
	ScopeID            string `gorm:"primaryKey"`
}
