package user

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/locales"
	"portico/models"
	view "portico/views/console/user"
)

// newFrom reads the form of a new user. What an operator enters counts as verified.
func newFrom(form map[string]string) New {
	return New{
		Username: line(form, "username"), Email: line(form, "primaryEmail"), Phone: line(form, "primaryPhone"),
		Name: line(form, "name"), Password: form["password"], EmailVerified: true, PhoneVerified: true,
	}
}

// changesFrom reads the form of the profile. Faults: those of web.ParseObject.
func changesFrom(form map[string]string) (Changes, error) {
	customData, err := web.ParseObject("customData", form["customData"])
	if err != nil {
		return Changes{}, err
	}
	username, email, phone := line(form, "username"), line(form, "primaryEmail"), line(form, "primaryPhone")
	name, avatar := line(form, "name"), line(form, "avatar")
	profile := profileFrom(form)
	return Changes{
		Username: &username, Email: &email, Phone: &phone, Name: &name, Avatar: &avatar,
		Profile: &profile, CustomData: customData,
	}, nil
}

func profileFrom(form map[string]string) models.Profile {
	return models.Profile{
		GivenName: line(form, "givenName"), FamilyName: line(form, "familyName"), MiddleName: line(form, "middleName"),
		Nickname: line(form, "nickname"), PreferredUsername: line(form, "preferredUsername"),
		Profile: line(form, "profile"), Website: line(form, "website"), Gender: line(form, "gender"),
		Birthdate: line(form, "birthdate"), Zoneinfo: line(form, "zoneinfo"), Locale: line(form, "locale"),
		Address: &models.Address{
			Formatted: lines(form, "formatted"), StreetAddress: lines(form, "streetAddress"),
			Locality: line(form, "locality"), Region: line(form, "region"),
			PostalCode: line(form, "postalCode"), Country: line(form, "country"),
		},
	}
}

// line is a field without the space around it, which nobody types on purpose.
func line(form map[string]string, name string) string { return strings.TrimSpace(form[name]) }

// lines is a field of several lines, which browsers end with CR and LF.
func lines(form map[string]string, name string) string {
	return strings.ReplaceAll(line(form, name), "\r\n", "\n")
}

// missingIdentifier refuses a user whom nobody could tell from others. The API
// allows one; a person at a form has forgotten something.
func missingIdentifier() error {
	return &fault.Error{
		Kind: fault.Invalid, Code: "guard.invalid_input", Message: "console.users.identifierMissing",
		Fields: map[string]string{"username": "console.users.identifierMissing"},
		Cause:  errors.New("no username, address or number"),
	}
}

// refusal is the status of a form that is refused: 422 also for what is
// malformed, which puts the form back where it was.
func refusal(f *fault.Error) int {
	if f.Kind == fault.Invalid {
		return fiber.StatusUnprocessableEntity
	}
	return web.Status(f.Kind)
}

// profileErrors puts the error of the profile as a whole beside the claims that
// are too long.
func profileErrors(ctx context.Context, form, texts map[string]string) map[string]string {
	if _, isProfile := texts["profile"]; !isProfile {
		return texts
	}
	delete(texts, "profile")
	for name, value := range form {
		if name != "customData" && utf8.RuneCountInString(value) > view.MaxClaim {
			texts[name] = locales.T(ctx, "console.user.claimWrong", locales.Data{"Max": view.MaxClaim})
		}
	}
	return texts
}
