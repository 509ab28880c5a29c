package protocol

// ResourceOrganizations is the resource indicator (RFC 8707) that stands for the
// organizations of a person: an authorization request that names it may ask for
// their permissions. It is reserved: no API has it.
const ResourceOrganizations = "urn:logto:resource:organizations"

// OrganizationAudience is the aud claim of a token of an organization itself.
func OrganizationAudience(organizationID string) string {
	return "urn:logto:organization:" + organizationID
}
