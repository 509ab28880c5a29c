package organization

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
)

// askAdd shows who can be added.
func (h *Console) askAdd(of people) fiber.Handler {
	return func(c *fiber.Ctx) error {
		return h.pick(c, of, fiber.StatusOK, web.Pick{}, nil)
	}
}

// add takes those who were chosen, or searches.
func (h *Console) add(of people) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx, id := c.UserContext(), c.Params("id")
		pick, err := web.ReadPick(c)
		if err != nil {
			return err
		}
		if pick.IsSearch {
			return h.pick(c, of, fiber.StatusOK, pick, nil)
		}
		err = h.Admit(ctx, tenant.From(ctx).Store, of.kind, id, pick.IDs, pick.Form[view.FieldRoles])
		if err != nil {
			texts, err := web.FormProblems(ctx, err, view.FieldRoles)
			if err != nil {
				return err
			}
			return h.pick(c, of, fiber.StatusUnprocessableEntity, pick, texts)
		}
		web.Flash(c, "console.organization.added")
		return web.Done(c, of.tab(web.Console(c), id))
	}
}

// pick shows those who are chosen, and below them those whom the search finds.
func (h *Console) pick(c *fiber.Ctx, of people, status int, pick web.Pick, texts map[string]string) error {
	ctx, records, site, id := c.UserContext(), tenant.From(c.UserContext()).Store, web.Console(c), c.Params("id")
	organization, err := orMissing(ctx, records, id)
	if err != nil {
		return err
	}
	roles, err := templateRoles(ctx, records, of.kind)
	if err != nil {
		return err
	}
	props := view.AddProps{
		Organization: organization,
		Picker:       component.PickerProps{Action: of.pick(site, id), CancelURL: of.tab(site, id), Query: pick.Query, Errors: texts},
		Roles: view.RolesProps{
			Kind: of.kind, Roles: roles, Checked: pick.Form[view.FieldRoles], Error: texts[view.FieldRoles],
		},
		Call: component.APICall{
			Method: "POST", URL: apiURL(c, id, of.api), Body: `{"` + idField(of.kind) + `": ["…"]}`,
		},
	}
	if len(pick.IDs) > 0 {
		if props.Picker.Items, err = of.chosen(ctx, records, pick.IDs); err != nil {
			return err
		}
	}
	found, total, err := of.outside(ctx, records, id,
		store.CandidateFilter{Query: pick.Query, Except: pick.IDs}, store.Page{Limit: web.PickLimit})
	if err != nil {
		return err
	}
	props.Picker.Items, props.Picker.Total = append(props.Picker.Items, found...), total
	return h.Render.Part(c, status, view.AddPage(props), view.AddForm(props))
}
