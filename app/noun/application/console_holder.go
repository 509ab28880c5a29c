package application

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/models"
	"portico/views/component"
	view "portico/views/console/application"
	"portico/views/layout"
)

// HolderPage is the page of a machine, for the tabs of other nouns. Fault:
// entity.not_found, also for applications to which people sign in.
func (h *Console) HolderPage(c *fiber.Ctx) (layout.HolderPage, error) {
	details, err := h.machine(c)
	if err != nil {
		return layout.HolderPage{}, err
	}
	application, site := details.Application, web.Console(c)
	return layout.HolderPage{
		Holder: models.ApplicationHolder(application.ID), Name: application.Name, Area: layout.AreaApplications,
		APIURL: details.APIURL,
		URL:    func(segments ...string) string { return site.ApplicationBelow(application.ID, segments...) },
		Frame: func(tab string, calls []component.APICall, content templ.Component) templ.Component {
			return view.Framed(details, tab, calls, content)
		},
		MayChange: layout.ShellOf(c.UserContext()).CanChange,
	}, nil
}
