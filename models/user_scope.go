package models

// UserScopes lists the scopes for data about the user that third-party applications can
// be allowed to ask for. openid and offline_access need no permission.
func UserScopes() []string {
	return []string{
		"profile", "email", "phone", "address", "custom_data", "roles",
		"urn:logto:scope:organizations", "urn:logto:scope:organization_roles",
	}
}
