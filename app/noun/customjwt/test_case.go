package customjwt

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"

	"portico/app/ground/rule"
	"portico/app/ground/script"
	"portico/models"
	"portico/models/store"
)

// Case is the input for a saved test.
type Case struct {
	Name           string
	Token, Context map[string]any
	// Claims are expected exactly, unless IsDenied.
	Claims   map[string]any
	IsDenied bool
}

// CaseResult is the result of a saved test.
type CaseResult struct {
	models.JWTCustomizerCase
	Tried
	Passed bool
}

// Cases lists the saved tests of a kind's script by name.
func (s *Service) Cases(ctx context.Context, records *store.Store, kind models.TokenKind) ([]models.JWTCustomizerCase, error) {
	cases, err := records.JWTCustomizerCases.List(ctx, kind)
	if err != nil {
		return nil, fmt.Errorf("list tests of script: %w", err)
	}
	return cases, nil
}

// AddCase saves a test. Faults: auth.forbidden, guard.invalid_input (name, token,
// context, claims), jwt_customizer.case_name_in_use, jwt_customizer.too_many_cases.
func (s *Service) AddCase(ctx context.Context, records *store.Store, kind models.TokenKind, fields Case) (*models.JWTCustomizerCase, error) {
	if err := mayEdit(ctx); err != nil {
		return nil, err
	}
	if err := checkCase(fields); err != nil {
		return nil, err
	}
	added := &models.JWTCustomizerCase{
		ID: models.NewID(), Kind: kind, Name: fields.Name, Token: fields.Token, Context: fields.Context,
		Claims: fields.Claims, IsDenied: fields.IsDenied, CreatedAt: s.Now().UnixMilli(),
	}
	err := records.InTx(ctx, func(tx *store.Store) error {
		if _, err := tx.Tenant.Hold(ctx); err != nil {
			return fmt.Errorf("hold tests: %w", err)
		}
		present, err := s.Cases(ctx, tx, kind)
		if err != nil {
			return err
		}
		if len(present) >= maxCases {
			return rule.Against("jwt_customizer.too_many_cases", "%d tests", len(present))
		}
		err = tx.JWTCustomizerCases.Insert(ctx, added)
		if rule.IsConflict(err) {
			return rule.Against("jwt_customizer.case_name_in_use", "test %s", fields.Name).At("name")
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("save test: %w", err)
	}
	return added, nil
}

// DeleteCase removes a saved test. Faults: auth.forbidden, entity.not_found.
func (s *Service) DeleteCase(ctx context.Context, records *store.Store, id string) error {
	if err := mayEdit(ctx); err != nil {
		return err
	}
	if err := records.JWTCustomizerCases.Delete(ctx, id); err != nil {
		return rule.OrMissing("test "+id, err)
	}
	return nil
}

// RunCases runs the saved tests of a kind against a script, in their order. After one that
// exceeds the limit on time the others are not run: somebody is waiting. Faults: those of
// Test.
func (s *Service) RunCases(ctx context.Context, records *store.Store, kind models.TokenKind, text string, variables Variables) ([]CaseResult, error) {
	cases, err := s.Cases(ctx, records, kind)
	if err != nil {
		return nil, err
	}
	results := make([]CaseResult, 0, len(cases))
	isTooSlow := false
	for i := range cases {
		if isTooSlow {
			left := Tried{Failure: &script.Failure{Kind: script.TooSlow, Message: "not run, since another test took too long"}}
			results = append(results, CaseResult{JWTCustomizerCase: cases[i], Tried: left})
			continue
		}
		tried, err := s.Test(ctx, records, Trial{
			Script: text, Variables: variables, Token: cases[i].Token, Context: cases[i].Context,
		})
		if err != nil {
			return nil, err
		}
		isTooSlow = tried.Failure != nil && tried.Failure.Kind == script.TooSlow
		results = append(results, CaseResult{JWTCustomizerCase: cases[i], Tried: *tried, Passed: isExpected(&cases[i], tried)})
	}
	return results, nil
}

func isExpected(expected *models.JWTCustomizerCase, got *Tried) bool {
	if expected.IsDenied {
		return got.Failure != nil && got.Failure.Kind == script.Denied
	}
	return got.Failure == nil && isSameJSON(expected.Claims, got.Claims)
}

// isSameJSON compares two objects as JSON; none is as an empty one.
func isSameJSON(a map[string]any, b map[string]json.RawMessage) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	objects := [2]map[string]any{}
	for i, object := range []any{a, b} {
		text, err := json.Marshal(object)
		if err != nil {
			return false
		}
		if objects[i], err = models.UnmarshalObject(text); err != nil {
			return false
		}
	}
	return reflect.DeepEqual(objects[0], objects[1])
}

func checkCase(fields Case) error {
	if !rule.IsName(fields.Name, maxCaseName) {
		return rule.Invalid("name", "error.jwt_customizer.case_name", "name of a test")
	}
	for field, sample := range map[string]map[string]any{"token": fields.Token, "context": fields.Context, "claims": fields.Claims} {
		if err := checkSample(field, sample); err != nil {
			return err
		}
	}
	return nil
}
