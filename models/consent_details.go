package models

// ConsentDetails is a consent with what people see of it.
type ConsentDetails struct {
	Consent
	Application Application
	Experience  ApplicationSignInExperience
	// UserScopes are the scopes about the user, by name.
	UserScopes []string
	// OrganizationScopes and Resources leave out what has been deleted since.
	OrganizationScopes []OrganizationScope
	Resources          []ConsentedResource
	Organizations      []ConsentedOrganization // by name
}

// Name is how the application presents itself.
func (c *ConsentDetails) Name() string {
	if c.Experience.DisplayName != "" {
		return c.Experience.DisplayName
	}
	return c.Application.Name
}

// ConsentedResource is a resource with the scopes that a user has allowed.
type ConsentedResource struct {
	Resource
	Scopes []Scope // by name
}

// ConsentedOrganization is an organization in which a user has allowed an application
// to act.
type ConsentedOrganization struct {
	Organization
	Since     int64 // epoch ms
	IsBlocked bool  // the organization does not allow the application
}

// ConsentingUser is a user who has consented to an application.
type ConsentingUser struct {
	Consent
	User          User
	Organizations []ConsentedOrganization // by name
}

// ThirdPartyApplication is a third-party application as an organization sees it.
type ThirdPartyApplication struct {
	Application
	Experience ApplicationSignInExperience
	UsersCount int64  // members who have allowed it to act in the organization
	Featured   []User // the first few of them
	IsBlocked  bool
}

// DisplayName is how the application presents itself.
func (a *ThirdPartyApplication) DisplayName() string {
	if a.Experience.DisplayName != "" {
		return a.Experience.DisplayName
	}
	return a.Name
}
