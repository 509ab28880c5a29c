package customjwt

import (
	"context"
	"encoding/json"

	"portico/app/edge/api"
	"portico/app/ground/fault"
	"portico/app/ground/script"
	"portico/app/ground/tenant"
)

type (
	testInput struct {
		Body struct {
			TokenType            string            `json:"tokenType" enum:"access-token,client-credentials"`
			Script               string            `json:"script" minLength:"1" doc:"JavaScript that defines getCustomJwtClaims"`
			EnvironmentVariables map[string]string `json:"environmentVariables,omitempty"`
			Token                map[string]any    `json:"token" doc:"What the script gets as token"`
			Context              map[string]any    `json:"context" doc:"What the script gets as context"`
		}
	}
	testOutput struct {
		Body map[string]json.RawMessage
	}
)

func (a API) registerTest(to *api.API) {
	api.Register(to, api.Operation{
		ID: "TestJwtCustomizer", Route: "POST /configs/jwt-customizer/test", Tag: tag, Errors: []int{422, 503},
		Summary: "Run a script once, with what the body says, and store nothing",
		Description: "The response is what the script returned. If it failed, that is 422; if it called api.denyAccess, 403; " +
			"both have the code jwt_customizer.general, and data.message says more.",
	}, a.test)
}

func (a API) test(ctx context.Context, input *testInput) (*testOutput, error) {
	body := input.Body
	tried, err := a.Test(ctx, tenant.From(ctx).Store, Trial{
		Script: body.Script, Variables: body.EnvironmentVariables, Token: body.Token, Context: body.Context,
	})
	if err != nil {
		return nil, err
	}
	if tried.Failure != nil {
		return nil, faultOf(tried.Failure)
	}
	return &testOutput{tried.Claims}, nil
}

// faultOf is a script's failure for the API.
func faultOf(failure *script.Failure) error {
	kind, detail := fault.Unprocessable, failure.Error()
	switch failure.Kind { //nolint:exhaustive // the others are the script's own
	case script.Denied:
		kind, detail = fault.Forbidden, failure.Message
	case script.Busy, script.Unavailable:
		kind = fault.Unavailable
	}
	if detail == "" {
		detail = "access is denied"
	}
	f := fault.New(kind, "jwt_customizer.general").With(fault.Detail, detail).Because(failure)
	if failure.Line > 0 {
		f = f.With("Line", failure.Line).With("Column", failure.Column)
	}
	return f
}
