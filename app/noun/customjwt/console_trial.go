package customjwt

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/script"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/customjwt"
)

// subjectsShown is how many users or machines the editor offers at once.
const subjectsShown = 5

// test runs the script as it was typed, and saves nothing.
func (h *Console) test(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	e, _, err := h.typed(c)
	if err != nil {
		return err
	}
	fields, tried, err := h.run(ctx, t, e)
	if err != nil {
		problems, err := web.FormProblems(ctx, err, fieldNames()...)
		if err != nil {
			return err
		}
		e.aids.Result = &view.Result{Problem: firstOf(problems)}
		return h.again(c, fiber.StatusUnprocessableEntity, e, problems, view.ResultPanel(e.aids.Result))
	}
	preview, err := h.Preview(ctx, t, fields.TokenSample, tried.Claims)
	if err != nil {
		return err
	}
	e.aids.Result = resultOf(tried, preview)
	return h.again(c, fiber.StatusOK, e, nil, view.ResultPanel(e.aids.Result))
}

// run runs the script of the editor with its sample.
func (h *Console) run(ctx context.Context, t *tenant.Tenant, e *editor) (Fields, *Tried, error) {
	fields, err := h.fields(ctx, t.Store, e.aids.Kind, e.values)
	if err != nil {
		return fields, nil, err
	}
	tried, err := h.Test(ctx, t.Store, Trial{
		Script: fields.Script, Variables: fields.Variables, Token: fields.TokenSample, Context: fields.ContextSample,
	})
	return fields, tried, err
}

// firstOf is one of the texts, in the order of the fields.
func firstOf(problems map[string]string) string {
	for _, field := range append([]string{""}, fieldNames()...) {
		if text := problems[field]; text != "" {
			return text
		}
	}
	return ""
}

func resultOf(tried *Tried, preview *Preview) *view.Result {
	kept, _ := unreserved(tried.Claims)
	result := &view.Result{
		Extra: component.Encoded(kept), Count: len(kept), Ignored: tried.Ignored, Console: tried.Console,
		Took: tried.Took, Allocated: tried.Allocated, Failure: failureOf(tried.Failure),
	}
	for _, claim := range preview.Header {
		result.Header = append(result.Header, lineOf(claim))
	}
	for _, claim := range preview.Claims {
		result.Token = append(result.Token, lineOf(claim))
	}
	return result
}

func lineOf(claim Claim) view.Line {
	return view.Line{Name: claim.Name, Value: strings.ReplaceAll(component.Encoded(claim.Value), "\n", "\n  "), IsCustom: claim.IsCustom}
}

func failureOf(failure *script.Failure) *view.Failure {
	if failure == nil {
		return nil
	}
	return &view.Failure{Kind: string(failure.Kind), Message: failure.Message, Line: failure.Line, Column: failure.Column}
}

// find searches users or machines whose data a test can use.
func (h *Console) find(c *fiber.Ctx) error {
	e, typed, err := h.typed(c)
	if err != nil {
		return err
	}
	if err := h.findSubjects(c.UserContext(), e, typed.Line("q")); err != nil {
		return err
	}
	return h.again(c, fiber.StatusOK, e, nil, view.SubjectsField(e.aids.URL, e.aids.Kind, e.aids.Subjects))
}

func (h *Console) findSubjects(ctx context.Context, e *editor, query string) error {
	kind := models.HolderUser
	if e.aids.Kind == models.TokenClientCredentials {
		kind = models.HolderApplication
	}
	found, _, err := web.HolderItems(ctx, tenant.From(ctx).Store, kind, web.HolderFilter{}, web.Pick{Query: query})
	e.aids.Subjects.Query, e.aids.Subjects.Found = query, found[:min(len(found), subjectsShown)]
	return err
}

// load fills in the data of a user or a machine.
func (h *Console) load(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	e, typed, err := h.typed(c)
	if err != nil {
		return err
	}
	holder, sampleOf := models.UserHolder(typed.Get("subject")), h.sampleOfUser
	if e.aids.Kind == models.TokenClientCredentials {
		holder.Kind, sampleOf = models.HolderApplication, h.SampleOfApplication
	}
	sample, err := sampleOf(ctx, t.Store, holder.ID)
	if err != nil {
		return err
	}
	if e.aids.Subjects.Loaded, err = noun.HolderName(ctx, t.Store, holder); err != nil {
		return err
	}
	if err := setSample(&e.values, sample); err != nil {
		return err
	}
	return h.again(c, fiber.StatusOK, e, nil, view.SamplesFields(e.values, nil, e.aids.Subjects.Loaded))
}

// sampleOfUser is a sample of a user outside of organizations.
func (h *Console) sampleOfUser(ctx context.Context, records *store.Store, id string) (Sample, error) {
	return h.SampleOfUser(ctx, records, id, "")
}
