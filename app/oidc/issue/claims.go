package issue

import (
	"portico/app/oidc/protocol"
	"portico/models"
)

// Claims are the claims of a token or of the userinfo response.
type Claims map[string]any

// put sets a claim unless its value is empty (OpenID Connect Core 1.0,
// section 5.3.2: claims without a value are left out).
func (c Claims) put(name string, value any) {
	switch v := value.(type) {
	case string:
		if v != "" {
			c[name] = v
		}
	case *string:
		if v != nil && *v != "" {
			c[name] = *v
		}
	default:
		c[name] = v
	}
}

// addScopes sets the claims of a user that the scopes request (OpenID Connect
// Core 1.0, section 5.4).
func (c Claims) addScopes(user *Person, scopes protocol.Scopes) {
	if scopes.Has(protocol.ScopeProfile) {
		c.addProfile(user.User)
	}
	if scopes.Has(protocol.ScopeEmail) && user.PrimaryEmail != nil {
		c.put("email", user.PrimaryEmail)
		c["email_verified"] = user.EmailVerifiedAt != 0
	}
	if scopes.Has(protocol.ScopePhone) && user.PrimaryPhone != nil {
		c.put("phone_number", user.PrimaryPhone)
		c["phone_number_verified"] = user.PhoneVerifiedAt != 0
	}
	if scopes.Has(protocol.ScopeAddress) && user.Profile.Address != nil {
		c["address"] = addressClaim(user.Profile.Address)
	}
	if scopes.Has(protocol.ScopeRoles) {
		c.putList("roles", user.Roles)
	}
	if scopes.Has(protocol.ScopeOrganizations) {
		c.putList("organizations", user.organizationIDs())
	}
	if scopes.Has(protocol.ScopeOrganizationRoles) {
		c.putList("organization_roles", user.organizationRoles())
	}
}

// putList sets a claim unless the list is empty.
func (c Claims) putList(name string, values []string) {
	if len(values) > 0 {
		c[name] = values
	}
}

func (c Claims) addProfile(user *models.User) {
	profile := user.Profile
	c.put("name", user.Name)
	c.put("username", user.Username)
	c.put("picture", user.Avatar)
	c.put("family_name", profile.FamilyName)
	c.put("given_name", profile.GivenName)
	c.put("middle_name", profile.MiddleName)
	c.put("nickname", profile.Nickname)
	c.put("preferred_username", user.Username)
	c.put("preferred_username", profile.PreferredUsername)
	c.put("profile", profile.Profile)
	c.put("website", profile.Website)
	c.put("gender", profile.Gender)
	c.put("birthdate", profile.Birthdate)
	c.put("zoneinfo", profile.Zoneinfo)
	c.put("locale", profile.Locale)
	c["created_at"] = user.CreatedAt / 1000
	c["updated_at"] = user.UpdatedAt / 1000
}

func addressClaim(address *models.Address) Claims {
	claim := Claims{}
	claim.put("formatted", address.Formatted)
	claim.put("street_address", address.StreetAddress)
	claim.put("locality", address.Locality)
	claim.put("region", address.Region)
	claim.put("postal_code", address.PostalCode)
	claim.put("country", address.Country)
	return claim
}

// addAsked sets the individually requested claims that exist.
func (c Claims) addAsked(user *Person, asked map[string]protocol.ClaimRequest) {
	if len(asked) == 0 {
		return
	}
	all := Claims{}
	all.addScopes(user, protocol.IdentityScopes())
	all.addOrganizationData(user)
	for name := range asked {
		if value, exists := all[name]; exists {
			c[name] = value
		}
	}
}

// UserInfo is the userinfo response of a grant for the scopes of its token
// (OpenID Connect Core 1.0, section 5.3.2).
func UserInfo(user *Person, scopes protocol.Scopes, asked protocol.ClaimsRequest) Claims {
	claims := Claims{"sub": user.ID}
	claims.addScopes(user, scopes)
	claims.addAsked(user, asked.UserInfo)
	if scopes.Has(protocol.ScopeCustomData) {
		claims["custom_data"] = customData(user.User)
	}
	if scopes.Has(protocol.ScopeOrganizations) {
		claims.addOrganizationData(user)
	}
	return claims
}

func customData(user *models.User) map[string]any {
	if user.CustomData == nil {
		return map[string]any{}
	}
	return user.CustomData
}

// addOrganizationData adds the names of the user's organizations.
func (c Claims) addOrganizationData(user *Person) {
	data := make([]Claims, 0, len(user.Memberships))
	for _, membership := range user.Memberships {
		data = append(data, Claims{
			"id": membership.ID, "name": membership.Name, "description": membership.Description,
		})
	}
	if len(data) > 0 {
		c["organization_data"] = data
	}
}
