package customjwt

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/script"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/customjwt"
	"portico/views/layout"
)

// editor is the page of a script's editor: what is stored, and what the operator typed.
type editor struct {
	aids   view.Aids
	values view.Values
	record layout.Record
}

// fieldNames are the editor's fields as faults name them.
func fieldNames() []string {
	return []string{"script", "environmentVariables", "token", "context"}
}

// open reads the editor of the script that the path names. Fault: entity.not_found.
func (h *Console) open(c *fiber.Ctx) (*editor, error) {
	ctx := c.UserContext()
	kind, err := kindIn(c)
	if err != nil {
		return nil, err
	}
	found, err := h.script(ctx, kind)
	if err != nil {
		return nil, err
	}
	e := &editor{record: found.Record(ctx, apiURL(ctx))}
	e.aids = view.Aids{
		Script: found.Script, URL: e.record.URL, Starter: Starter(kind), Members: membersOf(Schema(kind)), Examples: Examples(kind),
		Limits: view.Limits{Seconds: int(script.TimeLimit.Seconds()), MegaBytes: script.MemoryLimit >> 20},
	}
	if e.values, err = storedValues(found); err != nil {
		return nil, err
	}
	if e.aids.Cases.Saved, err = h.savedCases(ctx, kind); err != nil {
		return nil, err
	}
	if found.MayEdit && !web.IsPart(c) {
		err = h.findSubjects(ctx, e, "")
	}
	return e, err
}

// membersOf are members for the page.
func membersOf(all []Member) []view.Member {
	var shown []view.Member
	for _, m := range all {
		shown = append(shown, view.Member{Name: m.Name, Type: m.Type, Members: membersOf(m.Members)})
	}
	return shown
}

// storedValues are the fields of a saved script, or of a new one.
func storedValues(found shown) (view.Values, error) {
	sample, err := Invented(found.Kind)
	if err != nil {
		return view.Values{}, err
	}
	values := view.Values{Script: Starter(found.Kind), IsOn: true}
	if saved := found.Saved; saved != nil {
		values.Script, values.IsOn, values.Blocks = saved.Script, !saved.IsOff, saved.Blocks()
		if len(saved.TokenSample) > 0 {
			sample.Token = saved.TokenSample
		}
		if len(saved.ContextSample) > 0 {
			sample.Context = saved.ContextSample
		}
	}
	for _, name := range slices.Sorted(maps.Keys(found.variables)) {
		values.Variables = append(values.Variables, view.Variable{Name: name, IsSaved: true})
	}
	return values, setSample(&values, sample)
}

func setSample(values *view.Values, sample Sample) (err error) {
	if values.Token, err = component.Indented(sample.Token); err != nil {
		return err
	}
	values.Context, err = component.Indented(sample.Context)
	return err
}

// read copies the submitted fields into the values.
func read(typed web.Fields, values *view.Values) {
	isSaved := map[string]bool{}
	for _, v := range values.Variables {
		isSaved[v.Name] = v.IsSaved
	}
	values.Script = strings.ReplaceAll(typed.Get("script"), "\r\n", "\n")
	values.Token, values.Context = typed.Get("token"), typed.Get("context")
	values.IsOn, values.Blocks, values.IsSavedAnyway = typed.IsOn("on"), typed.IsOn("blocks"), typed.IsOn("anyway")
	values.CaseName = typed.Line("caseName")
	values.Variables = nil
	texts := typed.Values["variableValue"]
	for i, name := range typed.Values["variableName"] {
		name = strings.TrimSpace(name)
		if name == "" || i >= len(texts) || slices.Contains(typed.Values["variableRemoved"], name) {
			continue
		}
		values.Variables = append(values.Variables, view.Variable{Name: name, Value: texts[i], IsSaved: isSaved[name]})
	}
}

// form draws the form, page the page around it.
func (e *editor) form(f layout.Form[view.Values]) templ.Component { return view.EditorForm(f, e.aids) }

func (e *editor) page(form templ.Component) templ.Component {
	page := e.record.Tab(view.TabEditor)
	page.Head = view.EditorHead()
	return page.With(form)
}

// edit is the editor's form. The parameter "defaults" starts over with the script that
// an editor begins with.
func (h *Console) edit(c *fiber.Ctx) (web.FormPage[view.Values], error) {
	e, err := h.open(c)
	if err != nil {
		return web.FormPage[view.Values]{}, err
	}
	if c.Query("defaults") != "" {
		e.values.Script = e.aids.Starter
	}
	return web.FormPage[view.Values]{
		Values: e.values, Form: e.form, Page: e.page, Read: read, FieldNames: fieldNames(), Done: "console.customjwt.saved",
		Save: func(ctx context.Context, records *store.Store, values view.Values) (string, error) {
			return "", h.save(ctx, records, e, values)
		},
	}, nil
}

// save saves a script after its saved tests have passed, or the operator wants it anyway.
func (h *Console) save(ctx context.Context, records *store.Store, e *editor, values view.Values) error {
	fields, err := h.fields(ctx, records, e.aids.Kind, values)
	if err != nil {
		return err
	}
	if !values.IsSavedAnyway {
		if err := h.passCases(ctx, records, e, fields); err != nil {
			return err
		}
	}
	if e.aids.Saved == nil {
		_, _, err = h.Put(ctx, records, e.aids.Kind, fields)
		return err
	}
	_, err = h.Patch(ctx, records, e.aids.Kind, Changes{
		Script: &fields.Script, Variables: &fields.Variables, ContextSample: &fields.ContextSample, TokenSample: &fields.TokenSample,
		BlockIssuanceOnError: fields.BlockIssuanceOnError, IsOff: &fields.IsOff,
	})
	return err
}

// passCases runs the saved tests. Fault: jwt_customizer.cases_failed.
func (h *Console) passCases(ctx context.Context, records *store.Store, e *editor, fields Fields) error {
	results, err := h.RunCases(ctx, records, e.aids.Kind, fields.Script, fields.Variables)
	if err != nil {
		return err
	}
	for i := range results {
		if !results[i].Passed {
			e.aids.Failing = append(e.aids.Failing, failingCase(&results[i]))
		}
	}
	if len(e.aids.Failing) > 0 {
		return fault.New(fault.Unprocessable, "jwt_customizer.cases_failed").Because(errors.New("saved tests fail"))
	}
	return nil
}

// fields are the values as they are saved. Faults: auth.forbidden, guard.invalid_input.
func (h *Console) fields(ctx context.Context, records *store.Store, kind models.TokenKind, values view.Values) (Fields, error) {
	variables, err := h.Resolve(ctx, records, kind, typedVariables(values))
	if err != nil {
		return Fields{}, err
	}
	fields := Fields{Script: values.Script, Variables: variables, BlockIssuanceOnError: &values.Blocks, IsOff: !values.IsOn}
	if fields.TokenSample, err = web.ParseObject("token", values.Token); err != nil {
		return Fields{}, err
	}
	fields.ContextSample, err = web.ParseObject("context", values.Context)
	return fields, err
}

func typedVariables(values view.Values) Typed {
	typed := Typed{}
	for _, v := range values.Variables {
		typed[v.Name] = nil
		if v.Value != "" {
			typed[v.Name] = &v.Value
		}
	}
	return typed
}

// again shows the editor with what was typed.
func (h *Console) again(c *fiber.Ctx, status int, e *editor, problems map[string]string, part templ.Component) error {
	form := e.form(layout.Form[view.Values]{Values: e.values, Action: e.aids.URL, Errors: problems})
	return h.Render.Part(c, status, e.page(form), part)
}

// typed opens the editor with the submitted fields.
func (h *Console) typed(c *fiber.Ctx) (*editor, web.Fields, error) {
	e, err := h.open(c)
	if err != nil {
		return nil, web.Fields{}, err
	}
	values, err := web.Values(c)
	if err != nil {
		return nil, web.Fields{}, err
	}
	read(web.Fields{Values: values}, &e.values)
	return e, web.Fields{Values: values}, nil
}
