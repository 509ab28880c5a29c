package user

import (
	"context"
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/password"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/user"
	"portico/views/href"
)

// Console serves the pages of the users.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the group of the console. Pages that only ask for a
// change are for those who may make it.
func (h *Console) Mount(r fiber.Router) {
	users, change := r.Group("/users"), web.Require(actor.Change)
	users.Get("", h.list)
	users.Get("/new", change, operatorsByInvitation, h.new)
	users.Post("/new", operatorsByInvitation, h.create)
	users.Get("/:id", h.profile)
	users.Post("/:id", h.update)
	users.Get("/:id/password", change, h.askPassword)
	users.Post("/:id/password", h.resetPassword)
	h.mountActs(users, change)
}

func (h *Console) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	query := strings.TrimSpace(c.Query("q"))
	var users []models.User
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		users, found.Total, err = findUsers(ctx, t.Store, query, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(users)
		return found, err
	})
	if err != nil {
		return err
	}
	names, err := t.Store.Applications.Names(ctx, applicationIDs(users))
	if err != nil {
		return fmt.Errorf("name applications: %w", err)
	}
	props := view.ListPageProps{
		Users: users, Applications: names, Query: query,
		Pager: page.Pager(func(page string) string {
			return href.With(web.Console(c).Users(), "q", query, "page", page)
		}),
		APIURL: t.URL("/api/users"),
	}
	props.Pager.Target = view.TableID
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(props), view.ListTable(props))
}

// findUsers finds the users who have the query in a field that is searched.
func findUsers(ctx context.Context, records *store.Store, query string, page store.Page) ([]models.User, int64, error) {
	users, total, err := records.Users.List(ctx, store.UserFilter{Search: store.Anywhere(query)}, page)
	if err != nil {
		return nil, 0, fmt.Errorf("find users: %w", err)
	}
	return users, total, nil
}

func applicationIDs(users []models.User) []string {
	var ids []string
	for _, user := range users {
		if user.ApplicationID != nil {
			ids = append(ids, *user.ApplicationID)
		}
	}
	return ids
}

// operatorsByInvitation leads on from where a user of the tenant "admin" would
// be made, who could not become an operator any more.
func operatorsByInvitation(c *fiber.Ctx) error {
	if tenant.From(c.UserContext()).ID == models.TenantAdmin {
		return web.Done(c, web.Console(c).OperatorInvite())
	}
	return c.Next()
}

func (h *Console) new(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.NewPage(newPageProps(c, nil, nil)))
}

// create answers with a password that it made itself: it is shown this once.
func (h *Console) create(c *fiber.Ctx) error {
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	user, made, err := h.createFrom(c.UserContext(), form)
	if err != nil {
		f := fault.From(err)
		if !web.IsExpected(f) {
			return err
		}
		props := newPageProps(c, form, web.FieldErrors(c.UserContext(), f))
		return h.Render.Page(c, refusal(f), view.NewPage(props))
	}
	if made == "" {
		web.Flash(c, "console.users.createdDone")
		return web.Done(c, web.Console(c).User(user.ID))
	}
	props := view.MadePasswordProps{User: user, Password: made, IsNew: true}
	return h.Render.Page(c, fiber.StatusOK, view.MadePasswordPage(props))
}

// createFrom makes a user from a form, and the password if none shall be typed.
func (h *Console) createFrom(ctx context.Context, form map[string]string) (user *models.User, made string, err error) {
	fields := newFrom(form)
	if fields.Username == "" && fields.Email == "" && fields.Phone == "" {
		return nil, "", missingIdentifier()
	}
	records := tenant.From(ctx).Store
	about := password.Person{Username: fields.Username, Email: fields.Email, Phone: fields.Phone, Name: fields.Name}
	if fields.Password, made, err = h.passwordFrom(ctx, records, form, about); err != nil {
		return nil, "", err
	}
	user, err = h.Create(ctx, records, fields)
	return user, made, err
}

func newPageProps(c *fiber.Ctx, form, errors map[string]string) view.NewPageProps {
	t := tenant.From(c.UserContext())
	return view.NewPageProps{Form: form, Errors: errors, Policy: t.Settings.PasswordPolicy, APIURL: t.URL("/api/users")}
}
