package models

import "slices"

// RoleType is the type of holders that can have a role.
type RoleType string

// The role types.
const (
	RoleUser             RoleType = "User"
	RoleMachineToMachine RoleType = "MachineToMachine"
)

// RoleTypeOf is the role type of this name, "" if there is none.
func RoleTypeOf(name string) RoleType {
	if kind := RoleType(name); kind == RoleUser || kind == RoleMachineToMachine {
		return kind
	}
	return ""
}

// RoleManagementAPIAccess is the seeded role that grants a machine access to the
// Management API.
const RoleManagementAPIAccess = "Management API access"

// Names of the operator roles in the tenant "admin".
const (
	RoleAdmin  = "admin"
	RoleEditor = "editor"
	RoleViewer = "viewer"
)

// Role is a named set of scopes for users or for machines.
type Role struct {
	TenantID    string `gorm:"primaryKey"`
	ID          string `gorm:"primaryKey"`
	Name        string // unique in the tenant
	Description string
	Type        RoleType
	IsDefault   bool  // assigned to every new user
	CreatedAt   int64 `gorm:"autoCreateTime:false"`
}

// IsBuiltIn reports whether Portico itself depends on the role: the operator
// roles in the tenant "admin", and the machine role for the Management API in any
// other. A built-in role cannot be changed, but it can be assigned and removed.
func (r *Role) IsBuiltIn() bool {
	if r.TenantID == TenantAdmin {
		return r.Type == RoleUser && slices.Contains(OperatorRoles(), r.Name)
	}
	return r.IsManagementAPIAccess()
}

// IsManagementAPIAccess reports whether the role lets machines call the tenant's
// Management API.
func (r *Role) IsManagementAPIAccess() bool {
	return r.Type == RoleMachineToMachine && r.Name == RoleManagementAPIAccess
}

// RoleHolders counts the holders of a role and lists the newest.
type RoleHolders struct {
	Users                int64
	FeaturedUsers        []User // with id, name, avatar and identifiers
	Applications         int64
	FeaturedApplications []Application // with id, name and type
}

// UserNames are the display names of the featured users.
func (h RoleHolders) UserNames() []string { return displayNames(h.FeaturedUsers) }

func displayNames(users []User) []string {
	names := make([]string, 0, len(users))
	for _, user := range users {
		names = append(names, user.DisplayName())
	}
	return names
}

// ApplicationNames are the names of the featured applications.
func (h RoleHolders) ApplicationNames() []string {
	names := make([]string, 0, len(h.FeaturedApplications))
	for _, application := range h.FeaturedApplications {
		names = append(names, application.Name)
	}
	return names
}

// RoleScope adds a scope to a role.
type RoleScope struct {
	TenantID string `gorm:"primaryKey"`
	RoleID   string `gorm:"primaryKey"`
	ScopeID  string `gorm:"primaryKey"`
}

// UserRole assigns a role to a user.
type UserRole struct {
	TenantID string `gorm:"primaryKey"`
	UserID   string `gorm:"primaryKey"`
	RoleID   string `gorm:"primaryKey"`
}

// ApplicationRole assigns a role to an application.
type ApplicationRole struct {
	TenantID      string `gorm:"primaryKey"`
	ApplicationID string `gorm:"primaryKey"`
	RoleID        string `gorm:"primaryKey"`
}
