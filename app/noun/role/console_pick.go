package role

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/role"
	"portico/views/layout"
)

// pickable is what a picker shows.
type pickable struct {
	items []component.PickerItem
	total int64 // that fit the search
}

// pickableOf puts what is chosen before what the search has found.
func pickableOf[T any](chosen, found []T, total int64, item func(T) component.PickerItem) pickable {
	shown := pickable{total: total}
	for _, record := range chosen {
		one := item(record)
		one.IsChosen = true
		shown.items = append(shown.items, one)
	}
	for _, record := range found {
		shown.items = append(shown.items, item(record))
	}
	return shown
}

// assign reads the picker of a tab and takes what is chosen, or searches.
func (h *Console) assign(c *fiber.Ctx, tab string,
	take func(ctx context.Context, records *store.Store, roleID string, ids []string) error,
) error {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return err
	}
	pick, err := web.ReadPick(c)
	if err != nil {
		return err
	}
	if pick.IsSearch {
		return h.pick(c, fiber.StatusOK, details, tab, pick, nil)
	}
	if len(pick.IDs) == 0 {
		texts := map[string]string{"": locales.T(ctx, "console.role.chooseOne")}
		return h.pick(c, fiber.StatusUnprocessableEntity, details, tab, pick, texts)
	}
	if err := take(ctx, tenant.From(ctx).Store, details.Role.ID, pick.IDs); err != nil {
		texts, err := web.FormProblems(ctx, err)
		if err != nil {
			return err
		}
		return h.pick(c, fiber.StatusUnprocessableEntity, details, tab, pick, texts)
	}
	web.Flash(c, "console.role.assigned")
	return web.Done(c, tabURL(c, details, tab))
}

// pick shows the picker of a tab.
func (h *Console) pick(c *fiber.Ctx, status int, d view.Details, tab string, pick web.Pick, errors map[string]string) error {
	ctx := c.UserContext()
	shown, texts, err := h.pickableOn(ctx, d.Role, tab, pick)
	if err != nil {
		return err
	}
	props := component.PickerProps{
		ID: "role-picker", Action: web.Console(c).RoleAssign(d.Role.ID, tab), CancelURL: tabURL(c, d, tab),
		Query: pick.Query, SearchLabel: texts.search, Legend: texts.title, Items: shown.items, Total: shown.total,
		Label: texts.title, Errors: errors, CSRF: layout.CSRFField(),
	}
	return h.Render.Part(c, status, view.AssignPage(d, tab, texts.title, texts.lead, props), component.Picker(props))
}

// pickTexts are the words of a picker.
type pickTexts struct{ title, lead, search string }

func (h *Console) pickableOn(ctx context.Context, role *models.Role, tab string, pick web.Pick) (pickable, pickTexts, error) {
	isForMachines := role.Type == models.RoleMachineToMachine
	switch {
	case tab == view.TabPermissions:
		items, err := h.permissionItems(ctx, role, pick)
		return items, pickTexts{
			locales.T(ctx, "console.role.permissions.assign"), locales.T(ctx, "console.role.permissions.assignLead"),
			locales.T(ctx, "console.role.permissions.find"),
		}, err
	case tab == view.TabUsers && !isForMachines:
		items, err := userItems(ctx, role, pick)
		return items, pickTexts{
			locales.T(ctx, "console.role.users.assign"), locales.T(ctx, "console.role.users.assignLead"),
			locales.T(ctx, "console.role.users.search"),
		}, err
	case tab == view.TabApplications && isForMachines:
		items, err := applicationItems(ctx, role, pick)
		return items, pickTexts{
			locales.T(ctx, "console.role.applications.assign"), locales.T(ctx, "console.role.applications.assignLead"),
			locales.T(ctx, "console.role.applications.search"),
		}, err
	}
	return pickable{}, pickTexts{}, rule.Missing(tab + " of role " + role.ID)
}
