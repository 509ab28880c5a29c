package customjwt

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"

	"portico/app/ground/actor"
	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// keptVersions is how many versions of a script are kept.
const keptVersions = 100

// Fields are the parts of a script that are saved together.
type Fields struct {
	Script               string
	Variables            Variables
	ContextSample        map[string]any // nil for none
	TokenSample          map[string]any // nil for none
	BlockIssuanceOnError *bool          // nil is false
	// IsOff keeps the script without running it.
	IsOff bool
}

// Changes are the parts that change; nil leaves one as it is.
type Changes struct {
	Script               *string
	Variables            *Variables
	ContextSample        *map[string]any
	TokenSample          *map[string]any
	BlockIssuanceOnError *bool
	IsOff                *bool
}

// Put saves the script of a kind of tokens in place of any other, and reports whether
// there was none. Faults: auth.forbidden, guard.invalid_input.
func (s *Service) Put(ctx context.Context, records *store.Store, kind models.TokenKind, fields Fields) (saved *Customizer, isNew bool, err error) {
	saved, err = s.change(ctx, records, kind, func(before *Customizer) (*Customizer, error) {
		isNew = before == nil
		return s.made(kind, fields), nil
	})
	return saved, isNew, err
}

// Patch changes the script of a kind of tokens. Faults: entity.not_exists_with_id,
// auth.forbidden, guard.invalid_input.
func (s *Service) Patch(ctx context.Context, records *store.Store, kind models.TokenKind, changes Changes) (*Customizer, error) {
	return s.change(ctx, records, kind, func(before *Customizer) (*Customizer, error) {
		if before == nil {
			return nil, fault.New(fault.Missing, "entity.not_exists_with_id")
		}
		after := *before
		set(&after.Script, changes.Script)
		set(&after.Variables, changes.Variables)
		set(&after.ContextSample, changes.ContextSample)
		set(&after.TokenSample, changes.TokenSample)
		if changes.BlockIssuanceOnError != nil {
			after.BlockIssuanceOnError = changes.BlockIssuanceOnError
		}
		set(&after.IsOff, changes.IsOff)
		return &after, nil
	})
}

// RollBack saves the script of an earlier version as the newest one. Faults:
// entity.not_exists_with_id, entity.not_found, auth.forbidden.
func (s *Service) RollBack(ctx context.Context, records *store.Store, kind models.TokenKind, number int64) (*Customizer, error) {
	version, err := s.Version(ctx, records, kind, number)
	if err != nil {
		return nil, err
	}
	return s.Patch(ctx, records, kind, Changes{Script: &version.Script})
}

// Delete removes the script of a kind of tokens with its versions; saved tests stay.
// Faults: entity.not_found, auth.forbidden.
func (s *Service) Delete(ctx context.Context, records *store.Store, kind models.TokenKind) error {
	if err := mayEdit(ctx); err != nil {
		return err
	}
	err := records.InTx(ctx, func(tx *store.Store) error {
		if _, err := tx.Tenant.Hold(ctx); err != nil {
			return fmt.Errorf("hold scripts: %w", err)
		}
		removed, err := s.find(ctx, tx, kind)
		if err != nil {
			return err
		}
		if removed == nil {
			return rule.Missing("script of " + string(kind))
		}
		if err := tx.JWTCustomizers.Delete(ctx, kind); err != nil {
			return err
		}
		was, _ := event.Difference(facts(removed), nil)
		return s.Events.Publish(ctx, tx, event.Event{Key: event.JWTCustomizerDeleted, Before: was, Payload: about(kind)})
	})
	if err != nil {
		return fmt.Errorf("delete script: %w", err)
	}
	return nil
}

// Versions lists the saved versions of a kind's script, newest first.
func (s *Service) Versions(ctx context.Context, records *store.Store, kind models.TokenKind) ([]models.JWTCustomizerVersion, error) {
	versions, err := records.JWTCustomizers.Versions(ctx, kind)
	if err != nil {
		return nil, fmt.Errorf("list versions of script: %w", err)
	}
	return versions, nil
}

// Version reads one version. Fault: entity.not_found.
func (s *Service) Version(ctx context.Context, records *store.Store, kind models.TokenKind, number int64) (*models.JWTCustomizerVersion, error) {
	version, err := records.JWTCustomizers.Version(ctx, kind, number)
	if err != nil {
		return nil, rule.OrMissing(fmt.Sprintf("version %d of script", number), err)
	}
	return version, nil
}

// change locks the tenant, so that versions have different numbers, and saves what next
// makes of the present script, nil if there is none.
func (s *Service) change(ctx context.Context, records *store.Store, kind models.TokenKind, next func(*Customizer) (*Customizer, error)) (*Customizer, error) {
	if err := mayEdit(ctx); err != nil {
		return nil, err
	}
	var saved *Customizer
	err := records.InTx(ctx, func(tx *store.Store) error {
		if _, err := tx.Tenant.Hold(ctx); err != nil {
			return fmt.Errorf("hold scripts: %w", err)
		}
		before, err := s.find(ctx, tx, kind)
		if err != nil {
			return err
		}
		if saved, err = next(before); err != nil {
			return err
		}
		if err := check(saved); err != nil {
			return err
		}
		return s.write(ctx, tx, before, saved)
	})
	if err != nil {
		return nil, fmt.Errorf("save script: %w", err)
	}
	s.Scripts.Warm()
	return saved, nil
}

// write stores a script, adds a version if its text is new, and publishes the change.
// Values and samples are compared as well, but the event does not contain them.
func (s *Service) write(ctx context.Context, tx *store.Store, before, after *Customizer) error {
	key, was, is := event.JWTCustomizerUpdated, whole(before), whole(after)
	if before == nil {
		key = event.JWTCustomizerCreated
	}
	if was, is = event.Difference(was, is); was == nil && is == nil {
		return nil
	}
	after.TenantID, after.UpdatedAt = tx.TenantID(), s.Now().UnixMilli()
	if err := s.seal(after); err != nil {
		return err
	}
	if err := tx.JWTCustomizers.Put(ctx, &after.JWTCustomizer); err != nil {
		return err
	}
	if before == nil || before.Script != after.Script {
		if err := s.addVersion(ctx, tx, after); err != nil {
			return err
		}
	}
	was, is = event.Difference(facts(before), facts(after))
	return s.Events.Publish(ctx, tx, event.Event{Key: key, Before: was, After: is, Payload: about(after.Kind)})
}

func (s *Service) addVersion(ctx context.Context, tx *store.Store, of *Customizer) error {
	last, err := tx.JWTCustomizers.LastVersion(ctx, of.Kind)
	if err != nil {
		return fmt.Errorf("number version of script: %w", err)
	}
	by := actor.From(ctx)
	err = tx.JWTCustomizers.AddVersion(ctx, &models.JWTCustomizerVersion{
		Kind: of.Kind, Number: last + 1, Script: of.Script, ActorID: by.ID, ActorName: by.Name, CreatedAt: of.UpdatedAt,
	})
	if err == nil {
		err = tx.JWTCustomizers.ForgetVersions(ctx, of.Kind, last+1-keptVersions)
	}
	if err != nil {
		return fmt.Errorf("add version of script: %w", err)
	}
	return nil
}

func (s *Service) made(kind models.TokenKind, fields Fields) *Customizer {
	return &Customizer{
		JWTCustomizer: models.JWTCustomizer{
			Kind: kind, Script: fields.Script, ContextSample: fields.ContextSample, TokenSample: fields.TokenSample,
			BlockIssuanceOnError: fields.BlockIssuanceOnError, IsOff: fields.IsOff, CreatedAt: s.Now().UnixMilli(),
		},
		Variables: fields.Variables,
	}
}

func set[T any](field *T, to *T) {
	if to != nil {
		*field = *to
	}
}

func mayEdit(ctx context.Context) error {
	if actor.MayEditScripts(ctx) {
		return nil
	}
	return fault.New(fault.Forbidden, "auth.forbidden").Because(errors.New("this operator may not edit scripts"))
}

// about identifies the script of an event.
func about(kind models.TokenKind) map[string]any { return map[string]any{"tokenType": string(kind)} }

// facts describe a script in its events: of variables the names, and of the text a
// digest; nil if there is no script.
func facts(of *Customizer) map[string]any {
	if of == nil {
		return nil
	}
	digest := sha256.Sum256([]byte(of.Script))
	return map[string]any{
		"scriptSha256":         hex.EncodeToString(digest[:]),
		"environmentVariables": slices.Sorted(maps.Keys(of.Variables)),
		"blockIssuanceOnError": of.Blocks(), "isOff": of.IsOff,
	}
}

// whole is everything that is saved of a script.
func whole(of *Customizer) map[string]any {
	if of == nil {
		return nil
	}
	all := facts(of)
	all["values"], all["contextSample"], all["tokenSample"] = of.Variables, of.ContextSample, of.TokenSample
	all["isSet"] = of.BlockIssuanceOnError != nil
	return all
}
