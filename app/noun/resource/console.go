package resource

import (
	"context"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/resource"
)

// Console serves the pages of the API resources.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the group of the console. Pages that only ask for a
// change are for those who may make it.
func (h *Console) Mount(r fiber.Router) {
	resources, change := r.Group("/api-resources"), web.Require(actor.Change)
	resources.Get("", h.list)
	resources.Get("/new", change, h.new)
	resources.Post("/new", h.create)
	resources.Get("/:id", h.permissions)
	resources.Get("/:id/general", h.general)
	resources.Post("/:id/general", h.save)
	h.Render.MountQuestion(resources, "/:id/delete", h.delete)
	resources.Get("/:id/permissions/new", change, h.newPermission)
	resources.Post("/:id/permissions/new", h.createPermission)
	resources.Get("/:id/permissions/:scopeId", change, h.permission)
	resources.Post("/:id/permissions/:scopeId", h.savePermission)
	h.Render.MountQuestion(resources, "/:id/permissions/:scopeId/delete", h.deletePermission)
}

// details reads the resource that the address names. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx) (view.Details, error) {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	found, err := h.kind().Get(ctx, t.Store, c.Params("id"))
	if err != nil {
		return view.Details{}, err
	}
	permissions, err := t.Store.Scopes.CountByResource(ctx, []string{found.ID})
	return view.Details{
		Resource: found, Permissions: permissions[found.ID], IsManagementAPI: h.IsManagementAPI(found),
		APIURL: t.URL("/api/resources/" + found.ID),
	}, err
}

func (h *Console) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.Resource, int64, error) {
		return t.Store.Resources.List(ctx, store.Anywhere(query), page)
	})
	if err != nil {
		return err
	}
	permissions, err := t.Store.Scopes.CountByResource(ctx, noun.IDs(list.Rows, idOf))
	if err != nil {
		return err
	}
	props := view.ListProps{ListProps: list.Props(view.ListID, web.Console(c).Resources()), APIURL: t.URL("/api/resources")}
	for _, row := range list.Rows {
		props.Resources = append(props.Resources, view.Row{
			Resource: row, Permissions: permissions[row.ID], IsManagementAPI: h.IsManagementAPI(&row),
		})
	}
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(props), view.ListTable(props))
}

func (h *Console) new(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.NewPage(view.NewProps{APIURL: tenant.From(c.UserContext()).URL("/api/resources")}))
}

func (h *Console) create(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.NewProps{
		Name: strings.TrimSpace(form["name"]), Indicator: strings.TrimSpace(form["indicator"]), APIURL: t.URL("/api/resources"),
	}
	made, err := h.Create(ctx, t.Store, New{Name: typed.Name, Indicator: typed.Indicator, AccessTokenTTL: DefaultAccessTokenTTL})
	if err != nil {
		return h.Render.Refuse(c, err, func(problems map[string]string) (page, part templ.Component) {
			typed.Errors = problems
			return view.NewPage(typed), view.NewForm(typed)
		}, "name", "indicator")
	}
	web.Flash(c, "console.resources.created")
	return web.Done(c, web.Console(c).Resource(made.ID))
}

func (h *Console) general(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.GeneralPage(view.GeneralProps{
		Details: details, General: view.GeneralOf(details.Resource),
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
	typed := view.GeneralProps{Details: details, General: view.General{
		Name: strings.TrimSpace(form["name"]), AccessTokenTTL: strings.TrimSpace(form["accessTokenTtl"]),
		IsDefault: form["isDefault"] == "on",
	}}
	life := lifeOf(typed.AccessTokenTTL)
	_, err = h.Update(ctx, tenant.From(ctx).Store, details.Resource.ID, Changes{
		Name: &typed.Name, AccessTokenTTL: &life, IsDefault: &typed.IsDefault,
	})
	if err != nil {
		return h.Render.Refuse(c, err, func(problems map[string]string) (page, part templ.Component) {
			typed.Errors = problems
			return view.GeneralPage(typed), view.GeneralForm(typed)
		}, "name", "accessTokenTtl")
	}
	web.Flash(c, "console.resource.saved")
	return web.Done(c, web.Console(c).ResourceTab(details.Resource.ID, view.TabGeneral))
}

// lifeOf reads a number of seconds: the default for no text, and zero, which is
// refused, for what is no number.
func lifeOf(text string) int64 {
	if text == "" {
		return DefaultAccessTokenTTL
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return seconds
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx, site := c.UserContext(), web.Console(c)
	details, err := h.details(c)
	if err != nil {
		return web.Question{}, err
	}
	resource := details.Resource
	roles, err := tenant.From(ctx).Store.Resources.CountRoles(ctx, resource.ID)
	losing := locales.T(ctx, "console.resource.deleteNoRoles")
	if roles > 0 {
		losing = locales.N(ctx, "console.resource.deleteRoles", int(roles))
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title:     locales.T(ctx, "console.resource.deleteTitle", locales.Data{"Name": resource.Name}),
			Text:      locales.T(ctx, "console.resource.deleteText", locales.Data{"Roles": losing}),
			CancelURL: site.ResourceTab(resource.ID, view.TabGeneral),
			Label:     locales.T(ctx, "console.resource.delete"), Name: resource.Name,
		},
		Page: view.DeletePage,
		Act:  func(ctx context.Context, records *store.Store) error { return h.Delete(ctx, records, resource.ID) },
		Done: "console.resources.deleted", NextURL: site.Resources(),
	}, err
}
