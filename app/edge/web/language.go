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

// Language chooses the language of the answer: what the person chose on a page
// of ours, else ui_locales, else the browser's, else the tenant's.
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
		asked := append([]string{chosen}, strings.Fields(c.Query("ui_locales"))...)
		lang := locales.Match(asked, c.Get(fiber.HeaderAcceptLanguage), fallback)
		c.SetUserContext(locales.WithLanguage(c.UserContext(), lang))
		c.Append(fiber.HeaderVary, fiber.HeaderAcceptLanguage)
		return c.Next()
	}
}

// PreferLanguages lets the languages that a client asked for (ui_locales, OpenID
// Connect Core 1.0, section 3.1.2.1) count unless the person has chosen one.
func PreferLanguages(c *fiber.Ctx, uiLocales string) {
	if uiLocales == "" || Cookie(c, CookieLanguage) != "" || c.Query(href.LanguageParam) != "" {
		return
	}
	current := locales.Language(c.UserContext())
	lang := locales.Match(strings.Fields(uiLocales), "", current)
	c.SetUserContext(locales.WithLanguage(c.UserContext(), lang))
}
