package web

import (
	"context"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/ground/tenant"
	"portico/models/store"
	"portico/views/layout"
)

// FormPage is a form of the console on its page: shown, read, rejected, saved.
type FormPage[V any] struct {
	// Values are the initial values.
	Values V
	// Form draws the form, Page the page around it.
	Form func(layout.Form[V]) templ.Component
	Page func(form templ.Component) templ.Component
	// Read copies the submitted fields into the values.
	Read func(Fields, *V)
	// FieldNames are the fields' names in faults: see FormProblems.
	FieldNames []string
	// Save saves the values. It returns where the browser goes next, "" for the form.
	Save func(ctx context.Context, records *store.Store, values V) (next string, err error)
	// Once, if not nil, returns a page to show instead after Save, such as one with a
	// secret that is only shown once; if it returns nil, the browser goes on.
	Once func() templ.Component
	// Done is the message id of the confirmation; "" for none.
	Done string
}

// MountForm serves a form at a path: GET shows it behind the guards, POST saves it.
// read builds the form from the request.
func MountForm[V any](r *Renderer, router fiber.Router, path string, read func(*fiber.Ctx) (FormPage[V], error), guards ...fiber.Handler) {
	show := func(c *fiber.Ctx) error {
		page, err := read(c)
		if err != nil {
			return err
		}
		return page.show(c, r, fiber.StatusOK, nil)
	}
	router.Get(path, append(guards, show)...)
	router.Post(path, func(c *fiber.Ctx) error {
		page, err := read(c)
		if err != nil {
			return err
		}
		return page.save(c, r)
	})
}

func (p FormPage[V]) show(c *fiber.Ctx, r *Renderer, status int, problems map[string]string) error {
	form := p.Form(layout.Form[V]{Values: p.Values, Action: Address(c), Errors: problems})
	return r.Part(c, status, p.Page(form), form)
}

func (p FormPage[V]) save(c *fiber.Ctx, r *Renderer) error {
	values, err := Values(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	p.Read(Fields{values}, &p.Values)
	next, err := p.Save(ctx, tenant.From(ctx).Store, p.Values)
	if err != nil {
		problems, err := FormProblems(ctx, err, p.FieldNames...)
		if err != nil {
			return err
		}
		return p.show(c, r, fiber.StatusUnprocessableEntity, problems)
	}
	if p.Once != nil {
		if page := p.Once(); page != nil {
			return r.Instead(c, page)
		}
	}
	if p.Done != "" {
		Flash(c, p.Done)
	}
	if next == "" {
		next = Address(c)
	}
	return Done(c, next)
}

// Fields are the submitted fields of a form; Get returns the first value of a field.
type Fields struct{ url.Values }

// Line returns a field without surrounding space.
func (f Fields) Line(name string) string { return strings.TrimSpace(f.Get(name)) }

// IsOn reads a switch.
func (f Fields) IsOn(name string) bool { return f.Get(name) == "on" }

// Lines returns the non-empty values of a field without surrounding space.
func (f Fields) Lines(name string) []string {
	lines := []string{}
	for _, line := range f.Values[name] {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
