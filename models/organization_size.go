package models

// OrganizationSize says how much belongs to an organization.
type OrganizationSize struct {
	Members, Machines int64
	OpenInvitations   int64 // that can still be accepted
}
