package role

import (
	"context"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/role"
)

func (h *Console) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	kind := typeOf(c.Query("type"))
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.Role, int64, error) {
		return t.Store.Roles.List(ctx, store.RoleFilter{Type: kind, Search: store.Anywhere(query)}, page)
	})
	if err != nil {
		return err
	}
	holders, err := t.Store.Roles.Holders(ctx, noun.IDs(list.Rows, idOf))
	if err != nil {
		return err
	}
	props := view.ListProps{
		ListProps: list.Props(view.ListID, web.Console(c).Roles(), "type", string(kind)),
		Roles:     list.Rows, Holders: holders, Type: kind, APIURL: t.URL("/api/roles"),
	}
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(props), view.ListTable(props))
}

// typeOf is the type of this name, "" when there is none.
func typeOf(name string) models.RoleType {
	switch kind := models.RoleType(name); kind {
	case models.RoleUser, models.RoleMachineToMachine:
		return kind
	}
	return ""
}

func (h *Console) new(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.NewPage(view.NewProps{
		Type: models.RoleUser, APIURL: tenant.From(c.UserContext()).URL("/api/roles"),
	}))
}

// create leads to the permissions: a role without any gives nothing.
func (h *Console) create(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.NewProps{
		Name: strings.TrimSpace(form["name"]), Description: strings.TrimSpace(form["description"]),
		Type: typeOf(form["type"]), APIURL: t.URL("/api/roles"),
	}
	// The switch is hidden, not off, while the type is one that has no default.
	typed.IsDefault = form["isDefault"] == "on" && typed.Type == models.RoleUser
	made, err := h.Create(ctx, t.Store, New{
		Name: typed.Name, Description: typed.Description, Type: typed.Type, IsDefault: typed.IsDefault,
	})
	if err != nil {
		return h.Render.Refuse(c, err, func(problems map[string]string) (page, part templ.Component) {
			typed.Errors = problems
			return view.NewPage(typed), view.NewForm(typed)
		}, "name", "description", "isDefault")
	}
	web.Flash(c, "console.role.created")
	return web.Done(c, web.Console(c).Role(made.ID))
}

func (h *Console) general(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	stored := details.Role
	return h.Render.Page(c, fiber.StatusOK, view.GeneralPage(view.GeneralProps{
		Details: details, Name: stored.Name, Description: stored.Description, IsDefault: stored.IsDefault,
	}))
}

func (h *Console) save(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.GeneralProps{
		Details: details, Name: strings.TrimSpace(form["name"]), Description: strings.TrimSpace(form["description"]),
		IsDefault: form["isDefault"] == "on" && details.Role.Type == models.RoleUser,
	}
	_, err = h.Update(ctx, tenant.From(ctx).Store, details.Role.ID, Changes{
		Name: &typed.Name, Description: &typed.Description, IsDefault: &typed.IsDefault,
	})
	if err != nil {
		return h.Render.Refuse(c, err, func(problems map[string]string) (page, part templ.Component) {
			typed.Errors = problems
			return view.GeneralPage(typed), view.GeneralForm(typed)
		}, "name", "description", "isDefault")
	}
	web.Flash(c, "console.role.saved")
	return web.Done(c, details.TabURL(ctx, view.TabGeneral))
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return web.Question{}, err
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title:     locales.T(ctx, "console.role.deleteTitle", locales.Data{"Name": details.Role.Name}),
			Text:      locales.T(ctx, "console.role.deleteText"),
			CancelURL: details.TabURL(ctx, view.TabGeneral),
			Label:     locales.T(ctx, "console.role.delete"), Name: details.Role.Name,
		},
		Page: confirmPage(details),
		Act: func(ctx context.Context, records *store.Store) error {
			return h.Delete(ctx, records, details.Role.ID)
		},
		Done: "console.role.deleted", NextURL: web.Console(c).Roles(),
	}, nil
}

// confirmPage is the page around a question about a role.
func confirmPage(details view.Details) func(component.ConfirmProps) templ.Component {
	return func(props component.ConfirmProps) templ.Component { return view.ConfirmPage(details, props) }
}

// removal asks whether to remove something from a tab of a role.
func removal(c *fiber.Ctx, details view.Details, tab, title, text string, act func(context.Context, *store.Store) error) web.Question {
	ctx := c.UserContext()
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: title, Text: text, CancelURL: details.TabURL(ctx, tab), Label: locales.T(ctx, "component.table.remove"),
		},
		Page: confirmPage(details), Act: act, Done: "console.role.removed",
	}
}

// assignment lets people choose what to add on a tab of a role.
func assignment(c *fiber.Ctx, details view.Details, tab, title, lead, search string) web.Choice {
	return web.Choice{
		PickerProps: component.PickerProps{
			ID: "role-picker", CancelURL: details.TabURL(c.UserContext(), tab), SearchLabel: search, Legend: title, Label: title,
		},
		Page: func(props component.PickerProps) templ.Component { return view.AssignPage(details, tab, lead, props) },
		Done: "console.role.assigned",
	}
}
