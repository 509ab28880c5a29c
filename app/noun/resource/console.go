package resource

import (
	"context"
	"strconv"

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

// Mount adds the pages to the console's route group. Pages that only ask for a
// change are limited to operators who may make it.
func (h *Console) Mount(r fiber.Router) {
	resources, change := r.Group("/api-resources"), web.Require(actor.Change)
	resources.Get("", h.list)
	web.MountForm(h.Render, resources, "/new", h.new, change)
	resources.Get("/:id", h.permissions)
	web.MountForm(h.Render, resources, "/:id/general", h.general)
	h.Render.MountQuestion(resources, "/:id/delete", h.delete)
	web.MountForm(h.Render, resources, "/:id/permissions/new", h.newPermission, change)
	web.MountForm(h.Render, resources, "/:id/permissions/:scopeId", h.permission, change)
	h.Render.MountQuestion(resources, "/:id/permissions/:scopeId/delete", h.deletePermission)
}

// details reads the resource named in the URL. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx) (view.Details, error) {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	found, err := h.kind().Get(ctx, t.Store, c.Params("id"))
	if err != nil {
		return view.Details{}, err
	}
	permissions, err := t.Store.Scopes.CountByResource(ctx, []string{found.ID})
	return view.DetailsOf(ctx, found, permissions[found.ID], h.IsManagementAPI(found), t.URL("/api/resources/"+found.ID)), err
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
	var rows []view.Row
	for _, row := range list.Rows {
		rows = append(rows, view.Row{Resource: row, Permissions: permissions[row.ID], IsManagementAPI: h.IsManagementAPI(&row)})
	}
	return h.Render.List(c, view.List(ctx, list.Props("resource-list", web.Console(c).Resources()), rows, t.URL("/api/resources")))
}

func (h *Console) new(c *fiber.Ctx) (web.FormPage[models.Resource], error) {
	ctx, site := c.UserContext(), web.Console(c)
	return web.FormPage[models.Resource]{
		Form: view.NewForm, FieldNames: []string{"name", "indicator"}, Done: "console.resources.created",
		Page: view.NewPage(ctx, tenant.From(ctx).URL("/api/resources")).With,
		Read: func(typed web.Fields, resource *models.Resource) {
			resource.Name, resource.Indicator = typed.Line("name"), typed.Line("indicator")
		},
		Save: func(ctx context.Context, records *store.Store, resource models.Resource) (string, error) {
			made, err := h.Create(ctx, records, New{
				Name: resource.Name, Indicator: resource.Indicator, AccessTokenTTL: DefaultAccessTokenTTL,
			})
			if err != nil {
				return "", err
			}
			return site.Resource(made.ID), nil
		},
	}, nil
}

func (h *Console) general(c *fiber.Ctx) (web.FormPage[view.General], error) {
	details, err := h.details(c)
	if err != nil {
		return web.FormPage[view.General]{}, err
	}
	return web.FormPage[view.General]{
		Values: view.GeneralOf(details.Resource), Form: details.GeneralForm, FieldNames: []string{"name", "accessTokenTtl"},
		Page: details.Tab(view.TabGeneral).With, Done: "console.resource.saved",
		Read: func(typed web.Fields, general *view.General) {
			*general = view.General{Name: typed.Line("name"), AccessTokenTTL: typed.Line("accessTokenTtl"), IsDefault: typed.IsOn("isDefault")}
		},
		Save: func(ctx context.Context, records *store.Store, general view.General) (string, error) {
			life := lifeOf(general.AccessTokenTTL)
			_, err := h.Update(ctx, records, details.Resource.ID, Changes{
				Name: &general.Name, AccessTokenTTL: &life, IsDefault: &general.IsDefault,
			})
			return "", err
		},
	}, nil
}

// lifeOf parses a number of seconds: the default for an empty text, and zero, which
// is rejected, if it is not a number.
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
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return web.Question{}, err
	}
	roles, err := tenant.From(ctx).Store.Resources.CountRoles(ctx, details.Resource.ID)
	losing := locales.T(ctx, "console.resource.deleteNoRoles")
	if roles > 0 {
		losing = locales.N(ctx, "console.resource.deleteRoles", int(roles))
	}
	return web.Deletion(details.Record, view.TabGeneral, component.ConfirmProps{
		Title: locales.T(ctx, "console.resource.deleteTitle", locales.Data{"Name": details.Name}),
		Text:  locales.T(ctx, "console.resource.deleteText", locales.Data{"Roles": losing}), Label: locales.T(ctx, "console.resource.delete"),
	}, "console.resources.deleted", web.Console(c).Resources(), func(ctx context.Context, records *store.Store) error {
		return h.Delete(ctx, records, details.Resource.ID)
	}), err
}
