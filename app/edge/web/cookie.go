package web

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/tenant"
	"portico/models"
)

// Names of the cookies, before prefix and tenant are added.
const (
	CookieSession     = "_session"
	CookieInteraction = "_interaction"
	CookieLanguage    = "_language"
	CookieCSRF        = "_csrf"
)

// Names of the console's cookies: whichever tenant an operator looks at, they
// are the same.
const (
	CookieConsole         = "_console"
	CookieConsoleState    = "_console_state" // of a sign-in on its way
	CookieConsoleLanguage = "_console_language"
	CookieConsoleTheme    = "_console_theme"
	CookieConsoleFlash    = "_console_flash"
)

// Cookie reads one of the tenant's cookies, "" if the browser sent none.
func Cookie(c *fiber.Ctx, name string) string {
	return c.Cookies(cookieName(tenant.From(c.UserContext()), name))
}

// SetCookie sets one of the tenant's cookies. A life of 0 makes it end with the
// browser; a negative one removes it.
func SetCookie(c *fiber.Ctx, name, value string, life time.Duration) {
	t := tenant.From(c.UserContext())
	cookie := &fiber.Cookie{
		Name: cookieName(t, name), Value: value, Path: "/",
		HTTPOnly: true, Secure: isSecure(t), SameSite: fiber.CookieSameSiteLaxMode,
	}
	switch {
	case life > 0:
		cookie.MaxAge = int(life.Seconds())
	case life < 0:
		cookie.Expires = time.Unix(1, 0)
	}
	c.Cookie(cookie)
}

// cookieName keeps tenants apart, and over https binds the cookie to this host
// (RFC 6265bis, section 4.1.3.2).
func cookieName(t *tenant.Tenant, name string) string {
	if t.ID != models.TenantDefault && !strings.HasPrefix(name, CookieConsole) {
		name += "_" + t.ID
	}
	if isSecure(t) {
		return "__Host-" + name
	}
	return name
}

func isSecure(t *tenant.Tenant) bool { return strings.HasPrefix(t.Origin, "https://") }
