package models

// OrganizationRole is a role of the organization template: every organization
// can assign it to its members.
type OrganizationRole struct {
	TenantID    string `gorm:"primaryKey"`
	ID          string `gorm:"primaryKey"`
	Name        string // unique in the tenant
	Description *string
	Type        RoleType // never changes
	CreatedAt   int64    `gorm:"autoCreateTime:false"`
}

// OrganizationScope is a permission within an organization. It is included in
// organization tokens and belongs to no resource.
type OrganizationScope struct {
	TenantID    string `gorm:"primaryKey"`
	ID          string `gorm:"primaryKey"`
	Name        string // without spaces, unique in the tenant
	Description *string
	CreatedAt   int64 `gorm:"autoCreateTime:false"`
}

// ScopeManageApps is the organization permission to see and block the third-party
// applications that members use. An operator adds it to the template.
const ScopeManageApps = "manage:apps"

// OrganizationRoleScope adds an organization permission to an organization role.
type OrganizationRoleScope struct {
	TenantID            string `gorm:"primaryKey"`
	OrganizationRoleID  string `gorm:"primaryKey"`
	OrganizationScopeID string `gorm:"primaryKey"`
}

// OrganizationRoleResourceScope adds a resource's scope to an organization role.
type OrganizationRoleResourceScope struct {
	TenantID           string `gorm:"primaryKey"`
	OrganizationRoleID string `gorm:"primaryKey"`
	ScopeID            string `gorm:"primaryKey"`
}
