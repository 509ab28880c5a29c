package console

import (
	"context"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/console/start"
	"portico/views/layout"
)

func (h *Handler) startProps(c *fiber.Ctx) (start.StartPageProps, error) {
	ctx := c.UserContext()
	t := tenant.From(ctx)
	props := start.StartPageProps{
		Tenant: t.Name, Issuer: t.Issuer(), Discovery: t.Issuer() + "/.well-known/openid-configuration",
		API: t.ManagementAPI, APIURL: t.URL("/api"), DemoURL: web.Site(c).DemoApp(),
	}
	applications, _, err := t.Store.Applications.List(ctx, store.ApplicationFilter{}, store.Page{Limit: 4})
	if err != nil {
		return props, err
	}
	for _, application := range applications {
		isOwn := application.ID != models.DemoApplicationID && application.ID != models.ConsoleApplicationID && application.ID != models.DemoThirdPartyID
		props.HasApplication = props.HasApplication || isOwn
	}
	if props.HasSample, err = hasSample(ctx, t); err != nil {
		return props, err
	}
	if props.HasConsent, err = t.Store.Consents.Any(ctx); err != nil {
		return props, err
	}
	users, _, err := t.Store.Users.List(ctx, store.UserFilter{}, store.Page{Limit: 20})
	if err != nil {
		return props, err
	}
	props.HasUser = len(users) > 0
	for _, user := range users {
		props.HasSignIn = props.HasSignIn || user.LastSignInAt != 0
	}
	operators, err := h.Sessions.Records.Operators.List(ctx)
	props.HasOperators = len(operators) > 1
	return props, err
}

// hasSample reports whether the tenant has the sample third-party application.
func hasSample(ctx context.Context, t *tenant.Tenant) (bool, error) {
	_, err := t.Store.Applications.Get(ctx, models.DemoThirdPartyID)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// search finds pages of the console, applications, organizations and users by part of
// their name.
func (h *Handler) search(c *fiber.Ctx) error {
	query := strings.TrimSpace(c.Query("q"))
	props := start.SearchProps{Query: query, APIURL: tenant.From(c.UserContext()).URL("/api"), Results: pages(c.UserContext(), query)}
	if query != "" {
		found, err := h.find(c.UserContext(), query)
		if err != nil {
			return err
		}
		props.Results = append(props.Results, found...)
	}
	return h.Render.Part(c, fiber.StatusOK, start.SearchPage(props), start.SearchPalette(props))
}

// pages returns the pages of the sidebar whose name contains the query.
func pages(ctx context.Context, query string) []start.Result {
	shell := layout.ShellOf(ctx)
	all := []start.Result{
		{URL: shell.Site.Home(), Name: locales.T(ctx, "console.start.title")},
		{URL: shell.Site.Applications(), Name: locales.T(ctx, "console.applications.title")},
		{URL: shell.Site.Connectors(), Name: locales.T(ctx, "console.connectors.title")},
		{URL: shell.Site.Resources(), Name: locales.T(ctx, "console.resources.title")},
		{URL: shell.Site.Roles(), Name: locales.T(ctx, "console.roles.title")},
		{URL: shell.Site.Template(), Name: locales.T(ctx, "console.organizationRole.title")},
		{URL: shell.Site.Organizations(), Name: locales.T(ctx, "console.organizations.title")},
		{URL: shell.Site.Users(), Name: locales.T(ctx, "console.users.title")},
		{URL: shell.Site.Keys(), Name: locales.T(ctx, "console.keys.title")},
		{URL: shell.Site.Logs(), Name: locales.T(ctx, "console.logs.title")},
	}
	if actor.From(ctx).May(actor.Administer) {
		all = append(all,
			start.Result{URL: shell.Site.Operators(), Name: locales.T(ctx, "console.operators.title")},
			start.Result{URL: shell.Site.Tenants(), Name: locales.T(ctx, "console.tenants.title")})
	}
	var found []start.Result
	for _, page := range all {
		if strings.Contains(strings.ToLower(page.Name), strings.ToLower(query)) {
			page.Kind = start.ResultPage
			found = append(found, page)
		}
	}
	return found
}

// foundOfKind is how many records of a kind the search shows.
const foundOfKind = 5

// find searches the records of each kind, in the order of the sidebar.
func (h *Handler) find(ctx context.Context, query string) ([]start.Result, error) {
	kinds := []func(context.Context, string) ([]start.Result, error){findApplications, findOrganizations, findUsers}
	var found []start.Result
	for _, find := range kinds {
		results, err := find(ctx, query)
		if err != nil {
			return nil, err
		}
		found = append(found, results...)
	}
	return found, nil
}

func findApplications(ctx context.Context, query string) ([]start.Result, error) {
	site := layout.ShellOf(ctx).Site
	applications, _, err := tenant.From(ctx).Store.Applications.List(ctx,
		store.ApplicationFilter{Search: store.Anywhere(query)}, store.Page{Limit: foundOfKind})
	var found []start.Result
	for _, a := range applications {
		found = append(found, start.Result{URL: site.Application(a.ID), Name: a.Name, Sub: a.ID, Kind: start.ResultApplication})
	}
	return found, err
}

func findOrganizations(ctx context.Context, query string) ([]start.Result, error) {
	site := layout.ShellOf(ctx).Site
	organizations, _, err := tenant.From(ctx).Store.Organizations.List(ctx,
		store.OrganizationFilter{Query: query}, store.Page{Limit: foundOfKind})
	var found []start.Result
	for _, o := range organizations {
		found = append(found, start.Result{URL: site.Organization(o.ID), Name: o.Name, Sub: o.ID, Kind: start.ResultOrganization})
	}
	return found, err
}

func findUsers(ctx context.Context, query string) ([]start.Result, error) {
	site := layout.ShellOf(ctx).Site
	users, _, err := tenant.From(ctx).Store.Users.List(ctx,
		store.UserFilter{Search: store.Anywhere(query)}, store.Page{Limit: foundOfKind})
	var found []start.Result
	for _, u := range users {
		found = append(found, start.Result{URL: site.User(u.ID), Name: u.DisplayName(), Sub: u.Identifier(), Kind: start.ResultUser})
	}
	return found, err
}

// flash returns the text of a flash message; only ids of the console are accepted.
func flash(ctx context.Context, message string) string {
	text := locales.T(ctx, message)
	if !strings.HasPrefix(message, "console.") || text == message {
		return ""
	}
	return text
}

// roleName returns the name of an operator's role.
func roleName(ctx context.Context, access actor.Access) string {
	switch access {
	case actor.Administer:
		return locales.T(ctx, "console.role.admin")
	case actor.Change:
		return locales.T(ctx, "console.role.editor")
	case actor.Read:
		return locales.T(ctx, "console.role.viewer")
	case actor.None, actor.Control: // machines have Control, operators do not
	}
	return locales.T(ctx, "console.role.none")
}
