package customjwt

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/script"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/customjwt"
)

// savedCases lists the saved tests for the page.
func (h *Console) savedCases(ctx context.Context, kind models.TokenKind) ([]view.Case, error) {
	cases, err := h.Cases(ctx, tenant.From(ctx).Store, kind)
	var shown []view.Case
	for _, c := range cases {
		shown = append(shown, view.Case{ID: c.ID, Name: c.Name, Claims: component.EncodedLine(c.Claims), IsDenied: c.IsDenied})
	}
	return shown, err
}

func failingCase(result *CaseResult) view.FailingCase {
	return view.FailingCase{
		Name: result.Name, Expected: component.EncodedLine(result.Claims), Got: component.EncodedLine(result.Tried.Claims),
		ExpectsDenial: result.IsDenied, Failure: failureOf(result.Failure),
	}
}

// addCase saves what a test does now as what it must do.
func (h *Console) addCase(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	e, _, err := h.typed(c)
	if err != nil {
		return err
	}
	status := fiber.StatusOK
	if err := h.saveCase(ctx, t, e); err != nil {
		status = fiber.StatusUnprocessableEntity
		if e.aids.Cases.Errors, err = web.FormProblems(ctx, err, "name"); err != nil {
			return err
		}
		if text := e.aids.Cases.Errors["name"]; text != "" {
			e.aids.Cases.Errors = map[string]string{"caseName": text}
		}
	} else {
		e.aids.Cases.Added, e.values.CaseName = e.values.CaseName, ""
	}
	if e.aids.Cases.Saved, err = h.savedCases(ctx, e.aids.Kind); err != nil {
		return err
	}
	return h.again(c, status, e, nil, view.CasesPane(e.aids.URL, e.aids.MayEdit, e.values.CaseName, e.aids.Cases))
}

// saveCase runs the script once. Faults: those of Test and AddCase,
// jwt_customizer.case_without_claims.
func (h *Console) saveCase(ctx context.Context, t *tenant.Tenant, e *editor) error {
	fields, tried, err := h.run(ctx, t, e)
	if err != nil {
		return err
	}
	isDenied := tried.Failure != nil && tried.Failure.Kind == script.Denied
	if tried.Failure != nil && !isDenied {
		return fault.New(fault.Unprocessable, "jwt_customizer.case_without_claims").With(fault.Detail, tried.Failure.Error()).Because(tried.Failure)
	}
	added := Case{Name: e.values.CaseName, Token: fields.TokenSample, Context: fields.ContextSample, IsDenied: isDenied}
	if !isDenied {
		if added.Claims, err = objectOf(tried.Claims); err != nil {
			return err
		}
	}
	_, err = h.AddCase(ctx, t.Store, e.aids.Kind, added)
	return err
}

func (h *Console) deleteCase(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	kind, err := kindIn(c)
	if err != nil {
		return web.Question{}, err
	}
	found, err := h.script(ctx, kind)
	if err != nil {
		return web.Question{}, err
	}
	cases, err := h.Cases(ctx, tenant.From(ctx).Store, kind)
	if err != nil {
		return web.Question{}, err
	}
	record := found.Record(ctx, apiURL(ctx))
	for _, one := range cases {
		if one.ID == c.Params("case") {
			return web.Question{
				ConfirmProps: component.ConfirmProps{
					Title: locales.T(ctx, "console.customjwt.deleteCaseTitle", locales.Data{"Name": one.Name}),
					Text:  locales.T(ctx, "console.customjwt.deleteCaseText"), CancelURL: record.URL,
					Label: locales.T(ctx, "console.customjwt.deleteCase"),
				},
				Page: record.ConfirmPage, Done: "console.customjwt.caseDeleted",
				Act: func(ctx context.Context, records *store.Store) error { return h.DeleteCase(ctx, records, one.ID) },
			}, nil
		}
	}
	return web.Question{}, rule.Missing("test " + c.Params("case"))
}
