package web

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/tenant"
	"portico/models"
)

// Names of the cookies, without prefix and tenant.
const (
	CookieSession     = "_session"
	CookieInteraction = "_interaction"
	CookieLanguage    = "_language"
	CookieCSRF        = "_csrf"
)

// Names of the console's cookies, the same for all tenants that an operator manages.
const (
	CookieConsole         = "_console"
	CookieConsoleState    = "_console_state" // of a sign-in in progress
	CookieConsoleLanguage = "_console_language"
	CookieConsoleTheme    = "_console_theme"
	CookieConsoleFlash    = "_console_flash"
)

// Cookie reads one of the tenant's cookies, "" if the browser did not send it.
func Cookie(c *fiber.Ctx, name string) string {
	return c.Cookies(cookieName(tenant.From(c.UserContext()), name))
}

// SetCookie sets one of the tenant's cookies. A life of 0 makes it a session cookie; a
// negative one removes it.
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

// cookieName separates tenants, and over https binds the cookie to this host (RFC
// 6265bis, section 4.1.3.2).
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
