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

// Choice lets users pick some of many records.
type Choice struct {
	// PickerProps configures the picker; Action, CSRF, Query, Items and Further are
	// filled in.
	component.PickerProps
	// Page draws the page around the picker.
	Page func(component.PickerProps) templ.Component
	// Find finds what can be picked: the chosen items first, then at most PickLimit of
	// those that match the query, and the total number of matches.
	Find func(ctx context.Context, records *store.Store, pick Pick) ([]component.PickerItem, int64, error)
	// Take processes what was chosen.
	Take func(ctx context.Context, records *store.Store, pick Pick) error
	// Done is the message id of the confirmation; the browser then goes to CancelURL.
	Done string
	// Nothing is the error if nothing is chosen; "" means a generic text.
	Nothing string
	// Fields draws additional form fields with their submitted values; nil if there are
	// none. problems are those of FieldNames: see FormProblems.
	Fields     func(sent url.Values, problems map[string]string) templ.Component
	FieldNames []string
}

// MountChoice serves a choice at a path to actors with Change: GET shows the picker,
// POST searches or takes. read builds the choice from the request.
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

// Narrowed selects the records that a picker needs: those with IDs or, if that is nil,
// those that match Query except WithoutIDs.
type Narrowed struct {
	IDs        []string
	Query      string
	WithoutIDs []string
}

// Pickable finds the items of a picker, the chosen ones before those that match, and
// the total number of matches.
func Pickable[T any](pick Pick, read func(Narrowed, store.Page) ([]T, int64, error), item func(T) component.PickerItem) (
	items []component.PickerItem, total int64, err error,
) {
	if len(pick.IDs) > 0 {
		chosen, _, err := read(Narrowed{IDs: pick.IDs}, store.Page{})
		if err != nil {
			return nil, 0, err
		}
		for _, record := range chosen {
			picked := item(record)
			picked.IsChosen = true
			items = append(items, picked)
		}
	}
	found, total, err := read(Narrowed{Query: pick.Query, WithoutIDs: pick.IDs}, store.Page{Limit: PickLimit})
	for _, record := range found {
		items = append(items, item(record))
	}
	return items, total, err
}
