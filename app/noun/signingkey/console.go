package signingkey

import (
	"context"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/signingkey"
	"portico/views/href"
	"portico/views/layout"
)

// Console serves the pages of the signing keys.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the console's route group. Everyone can see the keys;
// changing them is authorized below.
func (h *Console) Mount(r fiber.Router) {
	manage := web.Require(actor.Control)
	r.Post("/signing-keys", manage)
	web.MountForm(h.Render, r, "/signing-keys", h.keys)
	h.Render.MountQuestion(r.Group("/signing-keys/rotate", manage), "", h.rotate)
	h.Render.MountQuestion(r.Group("/signing-keys/:id/delete", manage), "", h.delete)
}

func page(ctx context.Context) layout.Page {
	return view.KeysPage(ctx, tenant.From(ctx).URL("/api/configs/oidc/"+privateKeys))
}

// keys is the page of the keys; its form sets the default algorithm.
func (h *Console) keys(c *fiber.Ctx) (web.FormPage[string], error) {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	keys, err := t.Store.SigningKeys.List(ctx)
	return web.FormPage[string]{
		Values: t.DefaultAlgorithm, Form: view.DefaultForm, FieldNames: []string{"algorithm"}, Done: "console.keys.defaultSaved",
		Page: func(form templ.Component) templ.Component {
			return page(ctx).With(view.Keys(keys, t.DefaultAlgorithm, form))
		},
		Read: func(typed web.Fields, algorithm *string) { *algorithm = typed.Get("algorithm") },
		Save: func(ctx context.Context, records *store.Store, algorithm string) (string, error) {
			return "", h.SetDefault(ctx, records, algorithm)
		},
	}, err
}

// rotate asks whether to rotate the keys of the algorithm in the URL.
func (h *Console) rotate(c *fiber.Ctx) (web.Question, error) {
	ctx, site := c.UserContext(), web.Console(c)
	// The page is about the key that is current when it is shown: the
	// form names it.
	algorithm, from := c.Query("algorithm"), c.Query("from")
	if err := h.Keys.CheckAlgorithm(algorithm); err != nil {
		return web.Question{}, err
	}
	keys, err := keysOf(ctx, tenant.From(ctx).Store, algorithm)
	if err != nil {
		return web.Question{}, err
	}
	text, ending := locales.T(ctx, "console.key.rotateText"), at(keys, models.KeyPrevious)
	if ending != nil {
		text = locales.T(ctx, "console.key.rotateEndText", locales.Data{"Key": short(ending.ID)})
	}
	current := ""
	if key := at(keys, models.KeyCurrent); key != nil {
		current = key.ID
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.key.rotateTitle", locales.Data{"Name": algorithm}), Text: text,
			Action: href.With(site.KeysRotate(), "algorithm", algorithm, "from", current), CancelURL: site.Keys(),
			Label: locales.T(ctx, "console.keys.rotateNamed", locales.Data{"Name": algorithm}), IsHarmless: ending == nil,
		},
		Page: page(ctx).ConfirmPage, Done: "console.keys.rotated",
		Act: func(ctx context.Context, records *store.Store) error {
			return h.RotateFrom(ctx, records, algorithm, from)
		},
	}, nil
}

// delete asks whether to delete a previous key; others cannot be deleted.
func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	key, err := previous(ctx, tenant.From(ctx).Store, c.Params("id"))
	if err != nil {
		return web.Question{}, err
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.key.deleteTitle", locales.Data{"Key": short(key.ID)}),
			Text:  locales.T(ctx, "console.key.deleteText", locales.Data{"Name": key.Algorithm}), CancelURL: web.Console(c).Keys(),
			Label: locales.T(ctx, "console.key.deleteLabel"), Name: short(key.ID),
		},
		Page: page(ctx).ConfirmPage, Done: "console.keys.deleted",
		Act: func(ctx context.Context, records *store.Store) error { return h.Delete(ctx, records, key.ID) },
	}, nil
}

// short is enough of a key's ID for people to recognize it.
func short(id string) string { return id[:min(8, len(id))] }
