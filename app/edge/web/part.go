package web

import (
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/views/component"
	"portico/views/layout"
)

// Headers of htmx.
const (
	HeaderHTMXRequest  = "HX-Request"
	headerHTMXBoosted  = "HX-Boosted"
	headerHTMXHistory  = "HX-History-Restore-Request"
	headerHTMXRedirect = "HX-Redirect"
	headerHTMXRetarget = "HX-Retarget"
	headerHTMXReselect = "HX-Reselect"
	headerHTMXReswap   = "HX-Reswap"
)

// mainPart selects the content of layout.Console.
const mainPart = "#main"

// IsPart reports whether htmx will put the response into an existing page.
func IsPart(c *fiber.Ctx) bool {
	return c.Get(HeaderHTMXRequest) == "true" && c.Get(headerHTMXBoosted) == "" && c.Get(headerHTMXHistory) != "true"
}

// Part responds with a page, or the part of it that htmx requested.
func (r *Renderer) Part(c *fiber.Ctx, status int, page, part templ.Component) error {
	c.Append(fiber.HeaderVary, HeaderHTMXRequest)
	if IsPart(c) {
		page = part
	}
	return r.Page(c, status, page)
}

// List responds with a list: its page, or the part that search and pager replace.
func (r *Renderer) List(c *fiber.Ctx, list layout.List) error {
	return r.Part(c, fiber.StatusOK, list.Whole(), component.ListPart(list.Panel))
}

// Instead responds to a form with a page that replaces the form's own.
func (r *Renderer) Instead(c *fiber.Ctx, page templ.Component) error {
	if IsPart(c) {
		c.Set(headerHTMXRetarget, mainPart)
		c.Set(headerHTMXReselect, mainPart)
		c.Set(headerHTMXReswap, "outerHTML show:window:top")
	}
	return r.Page(c, fiber.StatusOK, page)
}

// Done redirects the browser to location after a successful change.
func Done(c *fiber.Ctx, location string) error {
	if IsPart(c) {
		c.Set(headerHTMXRedirect, location)
		return c.SendStatus(fiber.StatusOK)
	}
	return SeeOther(c, location)
}

// Flash stores a message id whose text the next page shows once.
func Flash(c *fiber.Ctx, message string) {
	SetCookie(c, CookieConsoleFlash, message, time.Minute)
}

// TakeFlash returns the message id stored by Flash, and removes it.
func TakeFlash(c *fiber.Ctx) string {
	message := Cookie(c, CookieConsoleFlash)
	if message != "" && !IsPart(c) {
		SetCookie(c, CookieConsoleFlash, "", -1)
	}
	return message
}
