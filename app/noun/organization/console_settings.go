package organization

import (
	"context"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/organization"
	"portico/views/layout"
)

func (h *Console) settings(c *fiber.Ctx) (web.FormPage[view.Settings], error) {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	details, err := h.OrganizationPage(c)
	if err != nil {
		return web.FormPage[view.Settings]{}, err
	}
	roles, err := h.MemberRoles(ctx, records, models.HolderUser)
	if err != nil {
		return web.FormPage[view.Settings]{}, err
	}
	values, err := storedSettings(ctx, records, details.Organization)
	return web.FormPage[view.Settings]{
		Values: values, Page: details.Tab(view.TabSettings).With, Read: readSettings,
		Form:       func(form layout.Form[view.Settings]) templ.Component { return details.SettingsForm(roles, form) },
		FieldNames: append(web.BrandingFieldNames(), "name", "description", "customData", "emailDomains", view.FieldRoles),
		Save: func(ctx context.Context, records *store.Store, values view.Settings) (string, error) {
			return "", h.save(ctx, records, details.Organization, values)
		},
		Done: "console.organization.saved",
	}, err
}

func storedSettings(ctx context.Context, records *store.Store, organization *models.Organization) (view.Settings, error) {
	domains, err := emailDomains(ctx, records, organization.ID)
	if err != nil {
		return view.Settings{}, err
	}
	roles, err := jitRoles(ctx, records, organization.ID)
	if err != nil {
		return view.Settings{}, err
	}
	return view.SettingsOf(organization, domains, noun.IDs(roles, roleID))
}

func readSettings(typed web.Fields, settings *view.Settings) {
	*settings = view.Settings{
		Name: typed.Line("name"), Description: typed.Line("description"), CustomData: typed.Line("customData"),
		IsMFARequired: typed.IsOn("isMfaRequired"), EmailDomains: typed.Lines("emailDomains"), JITRoles: typed.Values[view.FieldRoles],
		Color: settings.Color,
	}
	web.ReadBranding(typed, &settings.Branding, &settings.Color)
}

// save writes the whole tab in one transaction.
func (h *Console) save(ctx context.Context, records *store.Store, stored *models.Organization, typed view.Settings) error {
	customData, err := web.ParseObject("customData", typed.CustomData)
	if err != nil {
		return err
	}
	return records.InTx(ctx, func(tx *store.Store) error {
		_, err := h.Update(ctx, tx, stored.ID, Changes{
			Name: &typed.Name, Description: &typed.Description, CustomData: customData,
			IsMFARequired: &typed.IsMFARequired, Color: &typed.Color, Branding: &typed.Branding,
		})
		if err != nil {
			return err
		}
		if err := h.ReplaceEmailDomains(ctx, tx, stored.ID, typed.EmailDomains); err != nil {
			return err
		}
		return h.ReplaceJITRoles(ctx, tx, stored.ID, typed.JITRoles)
	})
}
