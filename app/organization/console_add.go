package organization

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/fault"
	"portico/app/tenant"
	"portico/app/web"
	"portico/locales"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
)

// maxPicked bounds how many are chosen in one form.
const maxPicked = 500

// askAdd shows who can be added.
func (h *Console) askAdd(of people) fiber.Handler {
	return func(c *fiber.Ctx) error {
		return h.pick(c, of, fiber.StatusOK, web.Pick{}, nil, nil)
	}
}

// add takes those who were chosen, or searches.
func (h *Console) add(of people) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx := c.UserContext()
		pick, roles, err := readPick(c)
		if err != nil {
			return err
		}
		if pick.IsSearch {
			return h.pick(c, of, fiber.StatusOK, pick, roles, nil)
		}
		if len(pick.IDs) == 0 {
			nobody := map[string]string{"": locales.T(ctx, "console.organization.chooseSome")}
			return h.pick(c, of, fiber.StatusUnprocessableEntity, pick, roles, nobody)
		}
		if err := h.Admit(ctx, tenant.From(ctx).Store, of.kind, c.Params("id"), pick.IDs, roles); err != nil {
			texts, err := problems(ctx, err, view.FieldRoles)
			if err != nil {
				return err
			}
			return h.pick(c, of, fiber.StatusUnprocessableEntity, pick, roles, texts)
		}
		web.Flash(c, "console.organization.added")
		return web.Done(c, of.tab(web.Console(c), c.Params("id")))
	}
}

// readPick reads who or what was chosen, and the roles beside. Fault:
// request.invalid_input.
func readPick(c *fiber.Ctx) (pick web.Pick, roles []string, err error) {
	if pick, err = web.ReadPick(c); err != nil {
		return pick, nil, err
	}
	if len(pick.IDs) > maxPicked {
		return pick, nil, fault.New(fault.Invalid, "request.invalid_input")
	}
	form, err := web.Values(c)
	return pick, form[view.FieldRoles], err
}

// pick shows those who are chosen, and below them those whom the search finds.
func (h *Console) pick(c *fiber.Ctx, of people, status int, pick web.Pick, checked []string, errors map[string]string) error {
	ctx, records, site, id := c.UserContext(), tenant.From(c.UserContext()).Store, web.Console(c), c.Params("id")
	organization, err := orMissing(ctx, records, id)
	if err != nil {
		return err
	}
	roles, err := templateRoles(ctx, records, of.kind)
	if err != nil {
		return err
	}
	picker := component.PickerProps{
		Action: of.pick(site, id), CancelURL: of.tab(site, id), Query: pick.Query, Errors: errors,
	}
	if picker.Items, picker.Total, err = candidates(c, of, pick); err != nil {
		return err
	}
	props := view.AddProps{
		Organization: organization, Picker: picker,
		Roles: view.RolesProps{Kind: of.kind, Roles: roles, Checked: checked, Error: errors[view.FieldRoles]},
		Call: component.APICall{
			Method: "POST", URL: apiURL(c, id, of.api), Body: `{"` + idField(of.kind) + `": ["…"]}`,
		},
	}
	return h.Render.Part(c, status, view.AddPage(props), view.AddForm(props))
}

func candidates(c *fiber.Ctx, of people, pick web.Pick) (items []component.PickerItem, total int64, err error) {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	if len(pick.IDs) > 0 {
		if items, err = of.chosen(ctx, records, pick.IDs); err != nil {
			return nil, 0, err
		}
	}
	filter := store.CandidateFilter{Query: pick.Query, Except: pick.IDs}
	found, total, err := of.outside(ctx, records, c.Params("id"), filter, store.Page{Limit: web.PickLimit})
	return append(items, found...), total, err
}
