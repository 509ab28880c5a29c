package customjwt

import (
	"context"

	"portico/models"
	"portico/models/store"
)

// Typed are environment variables as typed in a form that does not show saved values:
// nil keeps the saved value.
type Typed map[string]*string

// Resolve returns the variables with the saved values where none was typed. Fault:
// auth.forbidden.
func (s *Service) Resolve(ctx context.Context, records *store.Store, kind models.TokenKind, typed Typed) (Variables, error) {
	if err := mayEdit(ctx); err != nil {
		return nil, err
	}
	saved, err := s.find(ctx, records, kind)
	if err != nil {
		return nil, err
	}
	variables := Variables{}
	for name, value := range typed {
		switch {
		case value != nil:
			variables[name] = *value
		case saved != nil:
			variables[name] = saved.Variables[name]
		default:
			variables[name] = ""
		}
	}
	return variables, nil
}
