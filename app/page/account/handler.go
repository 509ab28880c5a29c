package account

import (
	"context"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/session"
	"portico/models"
	"portico/models/store"
	view "portico/views/account"
	"portico/views/component"
)

// Consents are what people have allowed third-party applications, and what
// organizations block.
type Consents interface {
	OfUser(ctx context.Context, records *store.Store, userID string, page store.Page) ([]models.ConsentDetails, int64, error)
	// Get reads what a user has allowed an application. Fault: entity.not_found.
	Get(ctx context.Context, records *store.Store, userID, applicationID string) (*models.ConsentDetails, error)
	// Revoke takes back everything that a user has allowed an application. Fault:
	// entity.not_found.
	Revoke(ctx context.Context, records *store.Store, userID, applicationID string) error
	// RevokeIn takes back what a user has allowed an application in one organization.
	// Fault: entity.not_found.
	RevokeIn(ctx context.Context, records *store.Store, userID, applicationID, organizationID string) error
	// UsedIn lists the third-party applications in an organization.
	UsedIn(ctx context.Context, records *store.Store, organizationID string, page store.Page) ([]models.ThirdPartyApplication, int64, error)
	// Block keeps an application out of an organization, or lets it in again.
	Block(ctx context.Context, records *store.Store, organizationID, applicationID, byUserID string, isBlocked bool) error
}

// Passwords verifies the passwords of users, and counts wrong guesses.
type Passwords interface {
	// VerifyPassword checks a user's password; its fault is at "password".
	VerifyPassword(ctx context.Context, records *store.Store, id, password string) error
}

// Handler serves the pages.
type Handler struct {
	Consents  Consents
	Passwords Passwords
	Render    *web.Renderer
	Now       func() time.Time
}

// Mount adds the pages. It requires web.SameOrigin to run before it.
func (h *Handler) Mount(r fiber.Router) {
	pages := r.Group("/account", signedIn)
	pages.Get("", toApplications)
	pages.Get("/applications", h.applications)
	h.mountAct(pages, "/applications/:application/remove", h.remove)
	h.mountAct(pages, "/applications/:application/organizations/:organization/remove", h.leave)
	pages.Get("/organizations/:organization/applications", h.organization)
	h.mountAct(pages, "/organizations/:organization/applications/:application/block", h.block)
	h.mountAct(pages, "/organizations/:organization/applications/:application/allow", h.allow)
}

// signedIn sends those without a session to sign in and back to where they were.
func signedIn(c *fiber.Ctx) error {
	if session.From(c.UserContext()) != nil {
		return c.Next()
	}
	return web.SeeOther(c, signInURL(c))
}

// signInURL is the sign-in page that returns to the current page.
func signInURL(c *fiber.Ctx) string {
	site := web.Site(c)
	path := strings.TrimPrefix(web.Address(c), site.Prefix)
	if query := string(c.Request().URI().QueryString()); query != "" && c.Method() == fiber.MethodGet {
		path += "?" + query
	}
	if _, ok := site.AccountPage(path); !ok {
		path = strings.TrimPrefix(site.Account(), site.Prefix)
	}
	return site.SignInToAccount(path)
}

func toApplications(c *fiber.Ctx) error {
	return web.SeeOther(c, web.Site(c).AccountApplications())
}

func personOf(user *models.User) component.Person {
	return component.Person{Name: user.DisplayName(), Identifier: user.Identifier()}
}

// noticed is the address of a page that says what has been done.
func noticed(url string, notice view.Notice) string {
	return url + "?" + queryNotice + "=" + string(notice)
}

const queryNotice = "notice"
