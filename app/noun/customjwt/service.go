package customjwt

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/script"
	"portico/models"
	"portico/models/store"
)

// Service manages and runs the scripts of tenants.
type Service struct {
	Vault   sealer
	Scripts runner
	Events  *event.Publisher
	Now     func() time.Time
}

// sealer encrypts and decrypts values; the context names where a value is stored.
type sealer interface {
	Seal(context string, plaintext []byte) ([]byte, error)
	Open(context string, sealed []byte) ([]byte, error)
}

// runner runs scripts; the error of a script is a *script.Failure.
type runner interface {
	Run(ctx context.Context, call script.Call) (*script.Outcome, error)
	// Warm prepares for runs to come.
	Warm()
	Measures() []script.Measure
}

// Variables are environment variables by name.
type Variables map[string]string

// Customizer is a script with its environment variables.
type Customizer struct {
	models.JWTCustomizer
	Variables Variables
}

// List lists the tenant's scripts, that of users' tokens first.
func (s *Service) List(ctx context.Context, records *store.Store) ([]Customizer, error) {
	rows, err := records.JWTCustomizers.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("list scripts: %w", err)
	}
	all := make([]Customizer, 0, len(rows))
	for i := range rows {
		opened, err := s.open(&rows[i])
		if err != nil {
			return nil, err
		}
		all = append(all, *opened)
	}
	return all, nil
}

// Get reads the script of a kind of tokens. Fault: entity.not_exists_with_id.
func (s *Service) Get(ctx context.Context, records *store.Store, kind models.TokenKind) (*Customizer, error) {
	found, err := s.find(ctx, records, kind)
	if err == nil && found == nil {
		return nil, fault.New(fault.Missing, "entity.not_exists_with_id")
	}
	return found, err
}

// find is Get, but returns nil if there is no script.
func (s *Service) find(ctx context.Context, records *store.Store, kind models.TokenKind) (*Customizer, error) {
	row, err := records.JWTCustomizers.Get(ctx, kind)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil //nolint:nilnil // having no script is normal
	}
	if err != nil {
		return nil, fmt.Errorf("read script: %w", err)
	}
	return s.open(row)
}

// Measures lists how the scripts are confined on this machine.
func (s *Service) Measures() []script.Measure { return s.Scripts.Measures() }

func (s *Service) open(row *models.JWTCustomizer) (*Customizer, error) {
	opened := &Customizer{JWTCustomizer: *row}
	text, err := s.Vault.Open(row.SealContext(), row.Sealed)
	if err != nil {
		return nil, fmt.Errorf("open variables of script: %w", err)
	}
	if err := json.Unmarshal(text, &opened.Variables); err != nil {
		return nil, fmt.Errorf("read variables of script: %w", err)
	}
	return opened, nil
}

func (s *Service) seal(customizer *Customizer) error {
	text, err := json.Marshal(customizer.Variables)
	if err != nil {
		return fmt.Errorf("write variables of script: %w", err)
	}
	customizer.Sealed, err = s.Vault.Seal(customizer.SealContext(), text)
	if err != nil {
		return fmt.Errorf("seal variables of script: %w", err)
	}
	return nil
}
