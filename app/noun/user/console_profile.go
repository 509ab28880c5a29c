package user

import (
	"context"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/user"
)

func (h *Console) profile(c *fiber.Ctx) (web.FormPage[map[string]string], error) {
	var page web.FormPage[map[string]string]
	details, err := h.details(c)
	if err != nil {
		return page, err
	}
	if page.Values, err = view.TextsOf(details.User); err != nil {
		return page, err
	}
	ctx, user := c.UserContext(), details.User
	names, err := applicationNames(ctx, tenant.From(ctx).Store, *user)
	if err != nil {
		return page, err
	}
	application := names[noun.Text(user.ApplicationID)]
	page.Page = func(form templ.Component) templ.Component { return details.ProfilePage(application, form) }
	page.Form, page.FieldNames, page.Done = details.ProfileForm, slices.Collect(maps.Keys(page.Values)), "console.user.saved"
	page.Read = func(typed web.Fields, texts *map[string]string) {
		for name := range *texts {
			(*texts)[name] = typed.Get(name)
		}
	}
	page.Save = func(ctx context.Context, records *store.Store, texts map[string]string) (string, error) {
		changes, err := changesFrom(texts)
		if err == nil {
			_, err = h.Update(ctx, records, user.ID, changes)
		}
		return "", atClaims(err, texts)
	}
	return page, nil
}

// changesFrom parses the profile form. Faults: those of web.ParseObject.
func changesFrom(texts map[string]string) (Changes, error) {
	customData, err := web.ParseObject("customData", texts["customData"])
	if err != nil {
		return Changes{}, err
	}
	line := func(name string) string { return strings.TrimSpace(texts[name]) }
	lines := func(name string) string { return strings.ReplaceAll(line(name), "\r\n", "\n") }
	username, email, phone, name, avatar := line("username"), line("primaryEmail"), line("primaryPhone"), line("name"), line("avatar")
	return Changes{
		Username: &username, Email: &email, Phone: &phone, Name: &name, Avatar: &avatar, CustomData: customData,
		Profile: &models.Profile{
			GivenName: line("givenName"), FamilyName: line("familyName"), MiddleName: line("middleName"), Nickname: line("nickname"),
			PreferredUsername: line("preferredUsername"), Profile: line("profile"), Website: line("website"), Gender: line("gender"),
			Birthdate: line("birthdate"), Zoneinfo: line("zoneinfo"), Locale: line("locale"),
			Address: &models.Address{
				Formatted: lines("formatted"), StreetAddress: lines("streetAddress"), Locality: line("locality"),
				Region: line("region"), PostalCode: line("postalCode"), Country: line("country"),
			},
		},
	}, nil
}

// atClaims moves a fault of the whole profile to the claims that are too long.
func atClaims(err error, texts map[string]string) error {
	f := fault.From(err)
	if f.Fields["profile"] == "" {
		return err
	}
	long := map[string]string{}
	for name, value := range texts {
		if name != "customData" && name != "avatar" && utf8.RuneCountInString(value) > view.MaxClaim {
			long[name] = "console.user.claimWrong"
		}
	}
	if len(long) == 0 {
		return err
	}
	f = f.With("Max", view.MaxClaim)
	f.Fields = long
	return f
}
