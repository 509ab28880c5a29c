package web

import (
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/tenant"
	"portico/locales"
	"portico/views/href"
)

// Language selects the language of the response: the user's choice on one of our
// pages, else ui_locales, else the browser's, else the tenant's.
func Language(cookie string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		fallback := locales.Languages()[0]
		if t := tenant.From(c.UserContext()); t != nil {
			fallback = t.Settings.FallbackLanguage
		}
		chosen := c.Query(href.LanguageParam)
		if slices.Contains(locales.Languages(), chosen) {
			SetCookie(c, cookie, chosen, 365*24*time.Hour)
		} else {
			chosen = Cookie(c, cookie)
		}
		requested := append([]string{chosen}, strings.Fields(c.Query("ui_locales"))...)
		lang := locales.Match(requested, c.Get(fiber.HeaderAcceptLanguage), fallback)
		c.SetUserContext(locales.WithLanguage(c.UserContext(), lang))
		c.Append(fiber.HeaderVary, fiber.HeaderAcceptLanguage)
		return c.Next()
	}
}

// PreferLanguages applies the languages that a client requests (ui_locales, OpenID
// Connect Core 1.0, section 3.1.2.1) unless the user has chosen one.
func PreferLanguages(c *fiber.Ctx, uiLocales string) {
	if uiLocales == "" || Cookie(c, CookieLanguage) != "" || c.Query(href.LanguageParam) != "" {
		return
	}
	current := locales.Language(c.UserContext())
	lang := locales.Match(strings.Fields(uiLocales), "", current)
	c.SetUserContext(locales.WithLanguage(c.UserContext(), lang))
}
