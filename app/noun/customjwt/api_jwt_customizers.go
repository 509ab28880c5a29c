package customjwt

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/models"
)

// API serves the scripts.
type API struct{ *Service }

// tag is the tag of these routes in the OpenAPI document.
const tag = "Configs"

// kindOf returns the kind that a path names.
func kindOf(path string) models.TokenKind {
	if path == "client-credentials" {
		return models.TokenClientCredentials
	}
	return models.TokenAccess
}

// valueBody is a script as the API takes and shows it.
type valueBody struct {
	_                    struct{}          `additionalProperties:"false"`
	Script               string            `json:"script" minLength:"1" doc:"JavaScript that defines getCustomJwtClaims"`
	EnvironmentVariables map[string]string `json:"environmentVariables,omitempty" doc:"Values are masked for callers who may not edit scripts"`
	ContextSample        map[string]any    `json:"contextSample,omitempty" doc:"What tests call the script with"`
	TokenSample          map[string]any    `json:"tokenSample,omitempty" doc:"What tests call the script with"`
	BlockIssuanceOnError *bool             `json:"blockIssuanceOnError,omitempty" doc:"Whether a token is refused if the script fails; false by default"`
}

// keyedBody is a script in the list.
type keyedBody struct {
	Key   string    `json:"key" enum:"jwt.accessToken,jwt.clientCredentials"`
	Value valueBody `json:"value"`
}

type (
	kindInput struct {
		Kind string `path:"tokenTypePath" enum:"access-token,client-credentials"`
	}
	putInput struct {
		Kind string `path:"tokenTypePath" enum:"access-token,client-credentials"`
		Body valueBody
	}
	putOutput struct {
		Status int
		Body   valueBody
	}
)

// Register adds the routes.
func (a API) Register(to *api.API) {
	const route = "/configs/jwt-customizer/{tokenTypePath}"
	api.Register(to, api.Operation{
		ID: "ListJwtCustomizers", Route: "GET /configs/jwt-customizer", Tag: tag, Summary: "List the scripts that add claims to tokens",
	}, a.list)
	api.Register(to, api.Operation{
		ID: "GetJwtCustomizer", Route: "GET " + route, Tag: tag, Errors: []int{404}, Summary: "Get the script for a kind of tokens",
	}, a.get)
	api.Register(to, api.Operation{
		ID: "UpsertJwtCustomizer", Route: "PUT " + route, Tag: tag, Status: http.StatusOK, OtherStatuses: []int{http.StatusCreated},
		Summary: "Create or replace the script for a kind of tokens", Description: "It runs from the next token on.",
	}, a.put)
	api.Register(to, api.Operation{
		ID: "UpdateJwtCustomizer", Route: "PATCH " + route, Tag: tag, Errors: []int{404}, Summary: "Change the script for a kind of tokens",
	}, a.patch)
	api.Register(to, api.Operation{
		ID: "DeleteJwtCustomizer", Route: "DELETE " + route, Tag: tag, Errors: []int{404}, Summary: "Delete the script for a kind of tokens",
	}, a.remove)
	a.registerTest(to)
}

func (a API) list(ctx context.Context, _ *struct{}) (*api.Output[[]keyedBody], error) {
	all, err := a.List(ctx, tenant.From(ctx).Store)
	return api.All(all, err, func(c *Customizer) keyedBody { return keyedBody{Key: string(c.Kind), Value: shownTo(ctx)(c)} })
}

func (a API) get(ctx context.Context, input *kindInput) (*api.Output[valueBody], error) {
	found, err := a.Get(ctx, tenant.From(ctx).Store, kindOf(input.Kind))
	return api.One(found, err, shownTo(ctx))
}

func (a API) put(ctx context.Context, input *putInput) (*putOutput, error) {
	body := input.Body
	saved, isNew, err := a.Put(ctx, tenant.From(ctx).Store, kindOf(input.Kind), Fields{
		Script: body.Script, Variables: body.EnvironmentVariables, ContextSample: body.ContextSample, TokenSample: body.TokenSample,
		BlockIssuanceOnError: body.BlockIssuanceOnError,
	})
	if err != nil {
		return nil, err
	}
	output := &putOutput{Status: http.StatusOK, Body: shownTo(ctx)(saved)}
	if isNew {
		output.Status = http.StatusCreated
	}
	return output, nil
}

func (a API) patch(ctx context.Context, input *putInput) (*api.Output[valueBody], error) {
	body := input.Body
	changes := Changes{Script: &body.Script, BlockIssuanceOnError: body.BlockIssuanceOnError}
	if body.EnvironmentVariables != nil {
		changes.Variables = (*Variables)(&body.EnvironmentVariables)
	}
	if body.ContextSample != nil {
		changes.ContextSample = &body.ContextSample
	}
	if body.TokenSample != nil {
		changes.TokenSample = &body.TokenSample
	}
	saved, err := a.Patch(ctx, tenant.From(ctx).Store, kindOf(input.Kind), changes)
	return api.One(saved, err, shownTo(ctx))
}

func (a API) remove(ctx context.Context, input *kindInput) (*struct{}, error) {
	return nil, a.Delete(ctx, tenant.From(ctx).Store, kindOf(input.Kind))
}

// shownTo renders scripts for the caller, with the values of variables only for callers
// who may edit them.
func shownTo(ctx context.Context) func(*Customizer) valueBody {
	return func(c *Customizer) valueBody {
		body := valueBody{
			Script: c.Script, EnvironmentVariables: c.Variables, ContextSample: c.ContextSample, TokenSample: c.TokenSample,
			BlockIssuanceOnError: c.BlockIssuanceOnError,
		}
		if !actor.MayEditScripts(ctx) {
			body.EnvironmentVariables = c.Variables.masked()
		}
		return body
	}
}

// masked has the names with masked values.
func (v Variables) masked() Variables {
	if v == nil {
		return nil
	}
	masked := Variables{}
	for name := range v {
		masked[name] = models.MaskedSecret
	}
	return masked
}
