package models

import "slices"

// ConsoleApplicationID is the client ID of the console in the tenant "admin".
const ConsoleApplicationID = "admin-console"

// OperatorRoles lists the operator roles, most privileged first.
func OperatorRoles() []string { return []string{RoleAdmin, RoleEditor, RoleViewer} }

// Operator is a user of the tenant "admin" with their most privileged operator role.
type Operator struct {
	User
	Role string
}

// MayEditScripts reports whether the operator may edit and test scripts.
func (o *Operator) MayEditScripts() bool {
	return o.Role == RoleAdmin || o.Role == RoleEditor && !o.IsKeptFromScripts
}

// ConsoleSession is a browser in which an operator uses the console. It belongs
// to the grant that the operator gave the console at sign-in and is deleted with
// it: signing out, suspending or deleting the operator ends it. The browser has a
// random token, the record its SHA-256.
type ConsoleSession struct {
	TenantID  string `gorm:"primaryKey"`
	ID        string `gorm:"primaryKey"`
	Digest    []byte // SHA-256 of the cookie's token, unique in the tenant
	GrantID   string
	UserID    string
	ExpiresAt int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

// OperatorInvitation lets one person with its link become an operator.
type OperatorInvitation struct {
	TenantID string `gorm:"primaryKey"`
	ID       string `gorm:"primaryKey"`
	Digest   []byte // SHA-256 of the link's token, unique in the tenant
	Role     string // one of OperatorRoles
	// IsSetUp marks a link for the first operator; it is invalid once there is one.
	IsSetUp   bool
	InviterID string // the operator who created the link; "" if Portico did
	ExpiresAt int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

// OperatorRole is the most powerful operator role among roles; "" for none.
func OperatorRole(roles []Role) string {
	for _, name := range OperatorRoles() {
		if slices.ContainsFunc(roles, func(r Role) bool { return r.TenantID == TenantAdmin && r.IsBuiltIn() && r.Name == name }) {
			return name
		}
	}
	return ""
}
