package customjwt

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"portico/app/ground/script"
	"portico/models/store"
)

// Trial is a call of a script that may not be saved, with what it is called with.
type Trial struct {
	Script         string
	Variables      Variables
	Token, Context map[string]any
}

// Tried is what a trial did. Failure is nil if the script returned claims; everything
// else is as much as is known.
type Tried struct {
	script.Outcome
	Failure *script.Failure
	// Ignored are the returned claims that a token would not get, since they are
	// reserved.
	Ignored []string
}

// Test calls a script and stores nothing. Faults: auth.forbidden, guard.invalid_input
// (script, environmentVariables).
func (s *Service) Test(ctx context.Context, records *store.Store, trial Trial) (*Tried, error) {
	if err := mayEdit(ctx); err != nil {
		return nil, err
	}
	if err := checkScript(trial.Script); err != nil {
		return nil, err
	}
	if err := checkVariables(trial.Variables); err != nil {
		return nil, err
	}
	return s.try(ctx, records, trial)
}

func (s *Service) try(ctx context.Context, records *store.Store, trial Trial) (*Tried, error) {
	input, err := argument(trial.Token, trial.Context, trial.Variables)
	if err != nil {
		return nil, err
	}
	outcome, err := s.Scripts.Run(ctx, script.Call{Tenant: records.TenantID(), Source: trial.Script, Input: input})
	tried := &Tried{Outcome: *outcome}
	if err != nil && !errors.As(err, &tried.Failure) {
		return nil, fmt.Errorf("test script: %w", err)
	}
	_, tried.Ignored = unreserved(outcome.Claims)
	return tried, nil
}

// argument is the object that the script's function is called with.
func argument(token, context any, variables Variables) (json.RawMessage, error) {
	if variables == nil {
		variables = Variables{}
	}
	input, err := json.Marshal(struct {
		Token     any       `json:"token"`
		Context   any       `json:"context"`
		Variables Variables `json:"environmentVariables"`
	}{token, context, variables})
	if err != nil {
		return nil, fmt.Errorf("write argument of script: %w", err)
	}
	return input, nil
}
