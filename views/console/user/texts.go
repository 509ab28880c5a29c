package user

import (
	"fmt"

	"portico/models"
	"portico/views/component"
)

// TextsOf are a user's values in the profile form: texts by field name; the names
// are those of the API.
func TextsOf(user *models.User) (map[string]string, error) {
	customData, err := component.Indented(user.CustomData)
	if err != nil {
		return nil, fmt.Errorf("write custom data of user %s: %w", user.ID, err)
	}
	profile, address := user.Profile, models.Address{}
	if profile.Address != nil {
		address = *profile.Address
	}
	return map[string]string{
		"username": component.Text(user.Username), "primaryEmail": component.Text(user.PrimaryEmail), "primaryPhone": component.Text(user.PrimaryPhone),
		"name": component.Text(user.Name), "avatar": component.Text(user.Avatar), "customData": customData,

		"givenName": profile.GivenName, "familyName": profile.FamilyName, "middleName": profile.MiddleName,
		"nickname": profile.Nickname, "preferredUsername": profile.PreferredUsername, "profile": profile.Profile,
		"website": profile.Website, "gender": profile.Gender, "birthdate": profile.Birthdate,
		"zoneinfo": profile.Zoneinfo, "locale": profile.Locale,

		"formatted": address.Formatted, "streetAddress": address.StreetAddress, "locality": address.Locality,
		"region": address.Region, "postalCode": address.PostalCode, "country": address.Country,
	}, nil
}
