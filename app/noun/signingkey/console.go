package signingkey

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
	view "portico/views/console/signingkey"
)

// Console serves the pages of the signing keys.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the group of the console.
func (h *Console) Mount(r fiber.Router) {
	manage := web.Require(actor.Administer)
	r.Get("/signing-keys", h.list)
	r.Post("/signing-keys", manage, h.chooseDefault)
	r.Get("/signing-keys/rotate", manage, h.confirmRotation)
	r.Post("/signing-keys/rotate", manage, h.rotate)
	r.Get("/signing-keys/:id/delete", manage, h.confirm)
	r.Post("/signing-keys/:id/delete", manage, h.remove)
}

func (h *Console) list(c *fiber.Ctx) error {
	t := tenant.From(c.UserContext())
	props, err := listProps(c, t.DefaultAlgorithm)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.ListPage(props))
}

func listProps(c *fiber.Ctx, algorithm string) (view.ListPageProps, error) {
	t := tenant.From(c.UserContext())
	records, err := t.Store.SigningKeys.List(c.UserContext())
	props := view.ListPageProps{
		Keys: records, DefaultAlgorithm: t.DefaultAlgorithm,
		Default: view.DefaultFormProps{Algorithm: algorithm, Choices: models.SigningAlgorithms()},
		APIURL:  t.URL("/api/configs/oidc/" + privateKeys),
	}
	return props, err
}

func (h *Console) chooseDefault(c *fiber.Ctx) error {
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	if err := h.SetDefault(ctx, tenant.From(ctx).Store, form["algorithm"]); err != nil {
		f := fault.From(err)
		if !web.IsExpected(f) {
			return err
		}
		props, err := listProps(c, form["algorithm"])
		if err != nil {
			return err
		}
		props.Default.Errors = web.FieldErrors(ctx, f)
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.ListPage(props), view.DefaultForm(props.Default))
	}
	web.Flash(c, "console.keys.defaultSaved")
	return web.Done(c, web.Console(c).Keys())
}

// short is enough of a key's id for people to tell it from others.
func short(id string) string { return id[:min(8, len(id))] }
