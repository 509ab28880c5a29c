package models

// HolderKind is the kind of a holder.
type HolderKind string

// The kinds of holders.
const (
	HolderUser        HolderKind = "user"
	HolderApplication HolderKind = "application" // a machine
)

// RoleType is the type of the roles that holders of the kind can have.
func (k HolderKind) RoleType() RoleType {
	if k == HolderApplication {
		return RoleMachineToMachine
	}
	return RoleUser
}

// Holder is a user or a machine, anything that has roles, is a member of
// organizations, gets tokens and appears in the audit log.
type Holder struct {
	Kind HolderKind
	ID   string
}

// UserHolder is a user as a holder.
func UserHolder(id string) Holder { return Holder{Kind: HolderUser, ID: id} }

// ApplicationHolder is a machine as a holder.
func ApplicationHolder(id string) Holder { return Holder{Kind: HolderApplication, ID: id} }
