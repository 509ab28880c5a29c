package web

import (
	"context"
	"net/url"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models/store"
	"portico/views/component"
	"portico/views/layout"
)

// Choice lets people choose some of many.
type Choice struct {
	// PickerProps are the picker; Action, CSRF, Query, Items and Further are filled in.
	component.PickerProps
	// Page is the page around the picker.
	Page func(component.PickerProps) templ.Component
	// Find finds what can be chosen: first those with the chosen ids, then PickLimit
	// at most of those that the query finds, and how many it finds in all.
	Find func(ctx context.Context, records *store.Store, pick Pick) ([]component.PickerItem, int64, error)
	// Take takes what is chosen.
	Take func(ctx context.Context, records *store.Store, pick Pick) error
	// Done is the id of the text that says so; the browser goes on to CancelURL.
	Done string
	// Nothing is what is said when nothing is chosen; "": a general text.
	Nothing string
	// Fields are further fields of the form, as they were sent; nil: there are none.
	// problems are those of FieldNames: see FormProblems.
	Fields     func(sent url.Values, problems map[string]string) templ.Component
	FieldNames []string
}

// MountChoice lets those who may change things choose at a path: GET shows the
// picker, POST searches or takes. read makes the choice from the address.
func (r *Renderer) MountChoice(router fiber.Router, path string, read func(*fiber.Ctx) (Choice, error)) {
	router.Get(path, Require(actor.Change), func(c *fiber.Ctx) error {
		choice, err := read(c)
		if err != nil {
			return err
		}
		return r.offer(c, fiber.StatusOK, choice, Pick{})
	})
	router.Post(path, func(c *fiber.Ctx) error {
		choice, err := read(c)
		if err != nil {
			return err
		}
		pick, err := ReadPick(c)
		if err != nil {
			return err
		}
		return r.take(c, choice, pick)
	})
}

func (r *Renderer) take(c *fiber.Ctx, choice Choice, pick Pick) error {
	ctx := c.UserContext()
	if pick.IsSearch {
		return r.offer(c, fiber.StatusOK, choice, pick)
	}
	if len(pick.IDs) == 0 {
		if choice.Nothing == "" {
			choice.Nothing = locales.T(ctx, "component.picker.chooseOne")
		}
		choice.Errors = map[string]string{"": choice.Nothing}
		return r.offer(c, fiber.StatusUnprocessableEntity, choice, pick)
	}
	if err := choice.Take(ctx, tenant.From(ctx).Store, pick); err != nil {
		if choice.Errors, err = FormProblems(ctx, err, choice.FieldNames...); err != nil {
			return err
		}
		return r.offer(c, fiber.StatusUnprocessableEntity, choice, pick)
	}
	Flash(c, choice.Done)
	return Done(c, choice.CancelURL)
}

func (r *Renderer) offer(c *fiber.Ctx, status int, choice Choice, pick Pick) error {
	ctx := c.UserContext()
	var err error
	if choice.Items, choice.Total, err = choice.Find(ctx, tenant.From(ctx).Store, pick); err != nil {
		return err
	}
	if choice.Fields != nil {
		choice.Further = choice.Fields(pick.Form, choice.Errors)
	}
	choice.Action, choice.CSRF, choice.Query = Address(c), layout.CSRFField(), pick.Query
	return r.Part(c, status, choice.Page(choice.PickerProps), component.Picker(choice.PickerProps))
}

// Narrowed is which records of a list a picker asks for: those with some ids, or,
// where IDs is nil, those that a query finds without some ids.
type Narrowed struct {
	IDs        []string
	Query      string
	WithoutIDs []string
}

// Pickable finds the items of a picker: what is chosen comes before what the
// search finds, and how many that are in all.
func Pickable[T any](pick Pick, read func(Narrowed, store.Page) ([]T, int64, error), item func(T) component.PickerItem) (
	items []component.PickerItem, total int64, err error,
) {
	if len(pick.IDs) > 0 {
		chosen, _, err := read(Narrowed{IDs: pick.IDs}, store.Page{})
		if err != nil {
			return nil, 0, err
		}
		for _, record := range chosen {
			one := item(record)
			one.IsChosen = true
			items = append(items, one)
		}
	}
	found, total, err := read(Narrowed{Query: pick.Query, WithoutIDs: pick.IDs}, store.Page{Limit: PickLimit})
	for _, record := range found {
		items = append(items, item(record))
	}
	return items, total, err
}
