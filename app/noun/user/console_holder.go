package user

import (
	"github.com/gofiber/fiber/v2"

	"portico/models"
	view "portico/views/console/user"
	"portico/views/layout"
)

// HolderPage is the page of a user, for the tabs of other nouns. Fault:
// entity.not_found.
func (h *Console) HolderPage(c *fiber.Ctx) (layout.Holder, error) {
	user, err := h.shown(c)
	if err != nil {
		return layout.Holder{}, err
	}
	details := view.DetailsOf(c.UserContext(), user, apiURL(c, user))
	return layout.Holder{Holder: models.UserHolder(user.ID), Record: details.Record}, nil
}
