package consent

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	applications "portico/views/console/application"
	users "portico/views/console/user"
	"portico/views/layout"
)

// Console serves the tab Applications of users and the tab People of third-party
// applications.
type Console struct {
	*Service
	Render *web.Renderer
	// Users and Applications are the pages that have the tabs.
	Users, Applications web.HolderPages
}

// Mount adds the pages to the console's route group.
func (h *Console) Mount(r fiber.Router) {
	user, application := r.Group("/users/:id"), r.Group("/applications/:id")
	user.Get("/applications", h.ofUser)
	application.Get("/people", h.people)
	for _, tab := range []consentsTab{{h, user, "/applications/:other", h.byUser}, {h, application, "/people/:other", h.byApplication}} {
		h.Render.MountQuestion(tab.pages, tab.path+"/revoke", tab.revoke)
		h.Render.MountQuestion(tab.pages, tab.path+"/organizations/:organization/remove", tab.revokeIn)
	}
}

func (h *Console) ofUser(c *fiber.Ctx) error {
	ctx := c.UserContext()
	user, err := h.Users.HolderPage(c)
	if err != nil {
		return err
	}
	list, err := web.ReadList(c, func(_ string, page store.Page) ([]models.ConsentDetails, int64, error) {
		return h.OfUser(ctx, tenant.From(ctx).Store, user.ID, page)
	})
	if err != nil {
		return err
	}
	props := list.Props("user-consents", user.TabURL(users.TabApplications))
	return h.Render.List(c, users.Consents(ctx, user, props, list.Rows))
}

func (h *Console) people(c *fiber.Ctx) error {
	ctx := c.UserContext()
	application, err := h.thirdParty(c)
	if err != nil {
		return err
	}
	list, err := web.ReadList(c, func(_ string, page store.Page) ([]models.ConsentingUser, int64, error) {
		return h.OfApplication(ctx, tenant.From(ctx).Store, application.ID, page)
	})
	if err != nil {
		return err
	}
	props := list.Props("application-people", application.TabURL(applications.TabPeople))
	return h.Render.List(c, applications.People(ctx, application, props, list.Rows))
}

// thirdParty is the page of a third-party application. Fault: entity.not_found, also
// for first-party applications, to which users do not consent.
func (h *Console) thirdParty(c *fiber.Ctx) (layout.Holder, error) {
	page, err := h.Applications.HolderPage(c)
	if err != nil {
		return page, err
	}
	application, err := readApplication(c.UserContext(), tenant.From(c.UserContext()).Store, page.ID)
	if err == nil && !application.IsThirdParty {
		err = rule.Missing("third-party application " + page.ID)
	}
	return page, err
}

// consentsTab is one of the two tabs that list consents.
type consentsTab struct {
	*Console
	pages fiber.Router
	// path is the consent's address below the pages.
	path string
	// read returns the page, the name of the tab and the ids of the consent in the address.
	read func(c *fiber.Ctx) (page layout.Holder, tab, userID, applicationID string, err error)
}

func (h *Console) byUser(c *fiber.Ctx) (page layout.Holder, tab, userID, applicationID string, err error) {
	page, err = h.Users.HolderPage(c)
	return page, users.TabApplications, page.ID, c.Params("other"), err
}

func (h *Console) byApplication(c *fiber.Ctx) (page layout.Holder, tab, userID, applicationID string, err error) {
	page, err = h.thirdParty(c)
	return page, applications.TabPeople, c.Params("other"), page.ID, err
}

// question begins a question about the consent in the address, with the names that its
// texts need.
func (t consentsTab) question(c *fiber.Ctx) (web.Question, *models.ConsentDetails, locales.Data, error) {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	page, tab, userID, applicationID, err := t.read(c)
	if err != nil {
		return web.Question{}, nil, nil, err
	}
	given, err := t.Get(ctx, records, userID, applicationID)
	if err != nil {
		return web.Question{}, nil, nil, err
	}
	user, err := records.Users.Get(ctx, userID)
	if err != nil {
		return web.Question{}, nil, nil, rule.OrMissing("user "+userID, err)
	}
	question := web.Question{Page: page.ConfirmPage, ConfirmProps: component.ConfirmProps{CancelURL: page.TabURL(tab)}}
	return question, given, locales.Data{"User": user.DisplayName(), "Application": given.Name()}, nil
}

func (t consentsTab) revoke(c *fiber.Ctx) (web.Question, error) {
	question, given, names, err := t.question(c)
	if err != nil {
		return question, err
	}
	ctx := c.UserContext()
	question.Title = locales.T(ctx, "console.user.consent.revokeTitle", names)
	question.Text = locales.T(ctx, "console.user.consent.revokeText", names)
	question.Label, question.Done = locales.T(ctx, "console.user.consent.revoke"), "console.user.consent.revoked"
	question.Act = func(ctx context.Context, records *store.Store) error {
		return t.Revoke(ctx, records, given.UserID, given.ApplicationID)
	}
	return question, nil
}

func (t consentsTab) revokeIn(c *fiber.Ctx) (web.Question, error) {
	question, given, names, err := t.question(c)
	if err != nil {
		return question, err
	}
	ctx, id := c.UserContext(), c.Params("organization")
	at := slices.IndexFunc(given.Organizations, func(one models.ConsentedOrganization) bool { return one.ID == id })
	if at < 0 {
		return question, rule.Missing("organization " + id + " of the consent")
	}
	names["Organization"] = given.Organizations[at].Name
	question.Title = locales.T(ctx, "console.user.consent.removeTitle", names)
	question.Text = locales.T(ctx, "console.user.consent.removeText", names)
	question.Label, question.Done = locales.T(ctx, "component.table.remove"), "console.user.consent.removed"
	question.Act = func(ctx context.Context, records *store.Store) error {
		return t.RevokeIn(ctx, records, given.UserID, given.ApplicationID, id)
	}
	return question, nil
}
