package user

import (
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/user"
	"portico/views/layout"
)

// Console serves the pages of the users.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the console's route group. Pages that only ask for a
// change are limited to operators who may make it.
func (h *Console) Mount(r fiber.Router) {
	users, change := r.Group("/users"), web.Require(actor.Change)
	users.Get("", h.list)
	users.Post("/new", operatorsByInvitation)
	web.MountForm(h.Render, users, "/new", h.new, change, operatorsByInvitation)
	web.MountForm(h.Render, users, "/:id", h.profile)
	web.MountForm(h.Render, users, "/:id/password", h.password, change)
	h.Render.MountQuestion(users, "/:id/suspension", h.suspension)
	h.Render.MountQuestion(users, "/:id/delete", h.delete)
}

// details reads the user named in the URL. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx) (view.Details, error) {
	ctx, t, id := c.UserContext(), tenant.From(c.UserContext()), c.Params("id")
	if !canIdentify(id) {
		return view.Details{}, rule.Missing("such user")
	}
	user, err := h.kind().Get(ctx, t.Store, id)
	if err != nil {
		return view.Details{}, err
	}
	return view.DetailsOf(ctx, user, t.URL("/api/users/"+user.ID)), nil
}

// HolderPage is the page of a user, for the tabs of other nouns. Fault:
// entity.not_found.
func (h *Console) HolderPage(c *fiber.Ctx) (layout.Holder, error) {
	details, err := h.details(c)
	if err != nil {
		return layout.Holder{}, err
	}
	return layout.Holder{Holder: models.UserHolder(details.User.ID), Record: details.Record}, nil
}

func (h *Console) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.User, int64, error) {
		return t.Store.Users.List(ctx, store.UserFilter{Search: store.Anywhere(query)}, page)
	})
	if err != nil {
		return fmt.Errorf("find users: %w", err)
	}
	names, err := applicationNames(ctx, t.Store, list.Rows...)
	if err != nil {
		return err
	}
	return h.Render.List(c, view.List(ctx, list.Props("users-table", web.Console(c).Users()),
		view.Listed{Users: list.Rows, Applications: names}, t.URL("/api/users")))
}

// applicationNames maps the applications through which users signed up to their names.
func applicationNames(ctx context.Context, records *store.Store, users ...models.User) (map[string]string, error) {
	var ids []string
	for _, user := range users {
		if user.ApplicationID != nil {
			ids = append(ids, *user.ApplicationID)
		}
	}
	names, err := records.Applications.Names(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("name applications: %w", err)
	}
	return names, nil
}

// operatorsByInvitation redirects from creating a user in the tenant "admin", who
// could never become an operator, to inviting one.
func operatorsByInvitation(c *fiber.Ctx) error {
	if tenant.From(c.UserContext()).ID == models.TenantAdmin {
		return web.Done(c, web.Console(c).OperatorInvite())
	}
	return c.Next()
}
