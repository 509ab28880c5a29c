package protocol

// ResourceOrganizations is the resource indicator (RFC 8707) that stands for a
// user's organizations: an authorization request that names it may ask for
// their permissions. It is reserved: no API resource can have it.
const ResourceOrganizations = "urn:logto:resource:organizations"

// OrganizationAudience is the aud claim of an organization token.
func OrganizationAudience(organizationID string) string {
	return "urn:logto:organization:" + organizationID
}
