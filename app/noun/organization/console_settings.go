package organization

import (
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
)

func (h *Console) settings(c *fiber.Ctx) error {
	props, err := h.settingsProps(c)
	if err != nil {
		return err
	}
	ctx, records, id := c.UserContext(), tenant.From(c.UserContext()).Store, c.Params("id")
	domains, err := emailDomains(ctx, records, id)
	if err != nil {
		return err
	}
	roles, err := jitRoles(ctx, records, id)
	if err != nil {
		return err
	}
	if props.Settings, err = view.SettingsOf(props.Organization, domains, noun.IDs(roles, roleID)); err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.SettingsPage(props))
}

// settingsProps is the tab without what stands in its fields.
func (h *Console) settingsProps(c *fiber.Ctx) (view.SettingsProps, error) {
	url := apiURL(c.UserContext(), c.Params("id"))
	details, err := h.details(
		c,
		component.APICall{Method: "PATCH", URL: url, Body: `{"name": "…", "isMfaRequired": false, "customData": {}}`},
		component.APICall{Method: "PUT", URL: url + "/jit/email-domains", Body: `{"emailDomains": ["example.com"]}`},
		component.APICall{Method: "PUT", URL: url + "/jit/roles", Body: `{"organizationRoleIds": ["…"]}`},
		component.APICall{Method: "DELETE", URL: url},
	)
	if err != nil {
		return view.SettingsProps{}, err
	}
	roles, err := templateRoles(c.UserContext(), tenant.From(c.UserContext()).Store, models.HolderUser)
	return view.SettingsProps{Details: details, Roles: roles}, err
}

func (h *Console) saveSettings(c *fiber.Ctx) error {
	props, err := h.settingsProps(c)
	if err != nil {
		return err
	}
	form, err := web.Values(c)
	if err != nil {
		return err
	}
	props.Settings = typedSettings(form)
	if err := h.save(c, props.Organization, props.Settings); err != nil {
		return h.Render.Refuse(c, err, func(problems map[string]string) (page, part templ.Component) {
			props.Errors = problems
			return view.SettingsPage(props), view.SettingsForm(props)
		}, "name", "description", "customData", "emailDomains", view.FieldRoles,
			"logoUrl", "darkLogoUrl", "favicon", "darkFavicon", "primaryColor", "darkPrimaryColor")
	}
	web.Flash(c, "console.organization.saved")
	return web.Done(c, web.Console(c).OrganizationTab(props.Organization.ID, string(view.TabSettings)))
}

// typedSettings reads the form. Space around what is typed in one line means nothing.
func typedSettings(form map[string][]string) view.Settings {
	line := func(field string) string {
		return strings.TrimSpace(strings.Join(form[field][:min(1, len(form[field]))], ""))
	}
	isDark := line("isDarkModeEnabled") == "on"
	domains := []string{}
	for _, domain := range form["emailDomains"] {
		if domain = strings.TrimSpace(domain); domain != "" {
			domains = append(domains, domain)
		}
	}
	return view.Settings{
		Name: line("name"), Description: line("description"), CustomData: line("customData"),
		IsMFARequired: line("isMfaRequired") == "on", EmailDomains: domains, JITRoles: form[view.FieldRoles],
		Color: models.OrganizationColor{
			PrimaryColor: line("primaryColor"), DarkPrimaryColor: line("darkPrimaryColor"), IsDarkModeEnabled: &isDark,
		},
		Branding: models.OrganizationBranding{
			LogoURL: line("logoUrl"), DarkLogoURL: line("darkLogoUrl"), Favicon: line("favicon"), DarkFavicon: line("darkFavicon"),
		},
	}
}

// save writes all that the tab has in one transaction.
func (h *Console) save(c *fiber.Ctx, stored *models.Organization, typed view.Settings) error {
	ctx, id := c.UserContext(), stored.ID
	customData, err := web.ParseObject("customData", typed.CustomData)
	if err != nil {
		return err
	}
	if isOff := !*typed.Color.IsDarkModeEnabled; isOff && stored.Color.IsDarkModeEnabled == nil {
		typed.Color.IsDarkModeEnabled = nil // what was never set is not changed by looking at it
	}
	return tenant.From(ctx).Store.InTx(ctx, func(tx *store.Store) error {
		_, err := h.Update(ctx, tx, id, Changes{
			Name: &typed.Name, Description: &typed.Description, CustomData: customData,
			IsMFARequired: &typed.IsMFARequired, Color: &typed.Color, Branding: &typed.Branding,
		})
		if err != nil {
			return err
		}
		if err := h.ReplaceEmailDomains(ctx, tx, id, typed.EmailDomains); err != nil {
			return err
		}
		return h.ReplaceJITRoles(ctx, tx, id, typed.JITRoles)
	})
}
