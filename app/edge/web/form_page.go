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

// FormPage is a form of the console on its page: shown, read, refused, saved.
type FormPage[V any] struct {
	// Values are shown at first.
	Values V
	// Form draws the form; Page is what stands around it.
	Form func(layout.Form[V]) templ.Component
	Page func(form templ.Component) templ.Component
	// Read puts what was typed into the values.
	Read func(Fields, *V)
	// FieldNames are the names by which faults know the fields: see FormProblems.
	FieldNames []string
	// Save saves the values. It returns where the browser goes on, "" for the form.
	Save func(ctx context.Context, records *store.Store, values V) (next string, err error)
	// Once, if not nil, is the page that is shown instead after Save, for example
	// with a secret that is shown this once; if it returns nil, the browser goes on.
	Once func() templ.Component
	// Done is the id of the text that says so.
	Done string
}

// MountForm serves a form at a path: GET shows it to those whom the guards let
// pass, POST saves it. read makes the form from the address.
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
	Flash(c, p.Done)
	if next == "" {
		next = Address(c)
	}
	return Done(c, next)
}

// Fields are the fields of a form as they were sent; Get is the first value of one.
type Fields struct{ url.Values }

// Line is a field without the space around its text.
func (f Fields) Line(name string) string { return strings.TrimSpace(f.Get(name)) }

// IsOn reads a switch.
func (f Fields) IsOn(name string) bool { return f.Get(name) == "on" }

// Lines are the values of a field that are not empty, without the space around them.
func (f Fields) Lines(name string) []string {
	lines := []string{}
	for _, line := range f.Values[name] {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
