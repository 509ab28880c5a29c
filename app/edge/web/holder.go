package web

import (
	"github.com/gofiber/fiber/v2"

	"portico/views/layout"
)

// HolderPages are the pages of the people or of the machines: other nouns have
// tabs on them.
type HolderPages interface {
	// HolderPage is the page of the holder whom the parameter "id" names. Fault:
	// entity.not_found.
	HolderPage(c *fiber.Ctx) (layout.Holder, error)
}
