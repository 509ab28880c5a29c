package user

import (
	"net/url"
	"slices"

	"portico/app/ground/rule"
	"portico/models"
)

// maxProfileLength bounds a profile field, in characters.
const maxProfileLength = 1024

// setProfile sets a user's profile. Its texts are free-form: addresses have
// several lines, and birthdates may lack the year.
func setProfile(user *models.User, profile models.Profile) error {
	texts := []string{
		profile.FamilyName, profile.GivenName, profile.MiddleName, profile.Nickname, profile.PreferredUsername,
		profile.Profile, profile.Website, profile.Gender, profile.Birthdate, profile.Zoneinfo, profile.Locale,
	}
	if profile.Address != nil {
		address := *profile.Address
		texts = append(texts, address.Formatted, address.StreetAddress, address.Locality, address.Region,
			address.PostalCode, address.Country)
		profile.Address = &address
		if address == (models.Address{}) {
			profile.Address = nil
		}
	}
	for _, text := range texts {
		if !rule.IsText(text, maxProfileLength) {
			return rule.Invalid("profile", "error.user.rule.profile", "has a field that is not text of at most %d characters", maxProfileLength)
		}
	}
	for _, address := range []string{profile.Profile, profile.Website} {
		if parsed, err := url.Parse(address); err != nil || !slices.Contains([]string{"", "http", "https"}, parsed.Scheme) {
			return rule.Invalid("profile", "error.user.rule.profile", "and website must be http or https addresses")
		}
	}
	user.Profile = profile
	return nil
}
