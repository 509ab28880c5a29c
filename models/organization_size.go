package models

// OrganizationSize counts what belongs to an organization.
type OrganizationSize struct {
	Members, Machines int64
	OpenInvitations   int64 // pending and not expired
}
