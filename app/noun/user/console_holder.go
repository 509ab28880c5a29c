package user

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/models"
	"portico/views/component"
	view "portico/views/console/user"
	"portico/views/layout"
)

// HolderPage is the page of a user, for the tabs of other nouns. Fault:
// entity.not_found.
func (h *Console) HolderPage(c *fiber.Ctx) (layout.HolderPage, error) {
	user, err := h.shown(c)
	if err != nil {
		return layout.HolderPage{}, err
	}
	site := web.Console(c)
	return layout.HolderPage{
		Holder: models.UserHolder(user.ID), Name: user.DisplayName(), Area: layout.AreaUsers, APIURL: apiURL(c, user),
		URL: func(segments ...string) string { return site.UserBelow(user.ID, segments...) },
		Frame: func(tab string, calls []component.APICall, content templ.Component) templ.Component {
			return view.Framed(view.Tab(tab), view.Details{User: user, Calls: calls}, content)
		},
		MayChange: layout.ShellOf(c.UserContext()).CanChange,
	}, nil
}
