package models

// RoleType says who can have a role.
type RoleType string

// The role types.
const (
	RoleUser             RoleType = "User"
	RoleMachineToMachine RoleType = "MachineToMachine"
)

// RoleManagementAPIAccess is the seeded role that gives a machine the Management API.
const RoleManagementAPIAccess = "Management API access"

// Names of the operators' roles in the tenant "admin".
const (
	RoleAdmin  = "admin"
	RoleEditor = "editor"
	RoleViewer = "viewer"
)

// Role is a named set of scopes for users or for applications.
type Role struct {
	TenantID    string `gorm:"primaryKey"`
	ID          string `gorm:"primaryKey"`
	Name        string // unique in the tenant
	Description string
	Type        RoleType
	IsDefault   bool  // given to every new user
	CreatedAt   int64 `gorm:"autoCreateTime:false"`
}

// RoleScope puts a scope into a role.
type RoleScope struct {
	TenantID string `gorm:"primaryKey"`
	RoleID   string `gorm:"primaryKey"`
	ScopeID  string `gorm:"primaryKey"`
}

// UserRole gives a role to a user.
type UserRole struct {
	TenantID string `gorm:"primaryKey"`
	UserID   string `gorm:"primaryKey"`
	RoleID   string `gorm:"primaryKey"`
}

// ApplicationRole gives a role to an application.
type ApplicationRole struct {
	TenantID      string `gorm:"primaryKey"`
	ApplicationID string `gorm:"primaryKey"`
	RoleID        string `gorm:"primaryKey"`
}
