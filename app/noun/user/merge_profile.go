package user

import (
	"context"

	"portico/models"
	"portico/models/store"
)

// ProfileChanges are merged into a profile: nil leaves a field
// unchanged, and an empty text removes it. The address is replaced as a whole.
type ProfileChanges struct {
	FamilyName        *string         `json:"familyName,omitempty"`
	GivenName         *string         `json:"givenName,omitempty"`
	MiddleName        *string         `json:"middleName,omitempty"`
	Nickname          *string         `json:"nickname,omitempty"`
	PreferredUsername *string         `json:"preferredUsername,omitempty"`
	Profile           *string         `json:"profile,omitempty"`
	Website           *string         `json:"website,omitempty"`
	Gender            *string         `json:"gender,omitempty"`
	Birthdate         *string         `json:"birthdate,omitempty"`
	Zoneinfo          *string         `json:"zoneinfo,omitempty"`
	Locale            *string         `json:"locale,omitempty"`
	Address           *models.Address `json:"address,omitempty"`
}

// MergeProfile changes some fields of a user's profile and returns the merged profile.
// Faults: entity.not_found, guard.invalid_input.
func (s *Service) MergeProfile(ctx context.Context, records *store.Store, id string, changes ProfileChanges) (models.Profile, error) {
	changed, err := s.change(ctx, records, id, func(user *models.User) error {
		return setProfile(user, changes.mergedInto(user.Profile))
	})
	if err != nil {
		return models.Profile{}, err
	}
	return changed.Profile, nil
}

func (c ProfileChanges) mergedInto(profile models.Profile) models.Profile {
	for _, field := range []struct {
		value *string
		place *string
	}{
		{c.FamilyName, &profile.FamilyName},
		{c.GivenName, &profile.GivenName},
		{c.MiddleName, &profile.MiddleName},
		{c.Nickname, &profile.Nickname},
		{c.PreferredUsername, &profile.PreferredUsername},
		{c.Profile, &profile.Profile},
		{c.Website, &profile.Website},
		{c.Gender, &profile.Gender},
		{c.Birthdate, &profile.Birthdate},
		{c.Zoneinfo, &profile.Zoneinfo},
		{c.Locale, &profile.Locale},
	} {
		if field.value != nil {
			*field.place = *field.value
		}
	}
	if c.Address != nil {
		profile.Address = c.Address
	}
	return profile
}
