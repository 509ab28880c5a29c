package application

import (
	"github.com/gofiber/fiber/v2"

	"portico/models"
	view "portico/views/console/application"
	"portico/views/layout"
)

// HolderPage is the page of a machine, for the tabs of other nouns. Fault:
// entity.not_found, also for applications to which people sign in.
func (h *Console) HolderPage(c *fiber.Ctx) (layout.Holder, error) {
	return holderPage(h.machine(c))
}

// OfAnyType are the pages of applications of every type, for the tabs of other
// nouns that not only machines have.
type OfAnyType struct{ *Console }

// HolderPage is the page of an application. Fault: entity.not_found.
func (p OfAnyType) HolderPage(c *fiber.Ctx) (layout.Holder, error) {
	return holderPage(p.details(c))
}

func holderPage(details view.Details, err error) (layout.Holder, error) {
	if err != nil {
		return layout.Holder{}, err
	}
	return layout.Holder{Holder: models.ApplicationHolder(details.Application.ID), Record: details.Record}, nil
}
