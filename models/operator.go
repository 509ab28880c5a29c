package models

// ConsoleApplicationID is the console as a client of the tenant "admin".
const ConsoleApplicationID = "admin-console"

// OperatorRoles lists the operators' roles, the one that may do most first.
func OperatorRoles() []string { return []string{RoleAdmin, RoleEditor, RoleViewer} }

// Operator is a user of the tenant "admin" with the operators' role that may do most.
type Operator struct {
	User
	Role string
}

// ConsoleSession is a browser in which an operator uses the console. It hangs
// on the grant that the operator gave the console at sign-in and goes with it:
// signing out, suspending and deleting the operator end it. The browser holds a
// random token; the record holds its SHA-256.
type ConsoleSession struct {
	TenantID  string `gorm:"primaryKey"`
	ID        string `gorm:"primaryKey"`
	Digest    []byte // SHA-256 of the cookie's token, unique in the tenant
	GrantID   string
	UserID    string
	ExpiresAt int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

// OperatorInvitation lets whoever holds its link become an operator, once.
type OperatorInvitation struct {
	TenantID string `gorm:"primaryKey"`
	ID       string `gorm:"primaryKey"`
	Digest   []byte // SHA-256 of the link's token, unique in the tenant
	Role     string // one of OperatorRoles
	// IsSetUp marks a link for the first operator; it is of no use once there is one.
	IsSetUp   bool
	InviterID string // the operator who made the link; "" for the program itself
	ExpiresAt int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}
