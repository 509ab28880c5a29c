package user

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

const (
	tokenPrefix        = "pat_"
	maxTokenNameLength = 256 // characters
	maxTokens          = 100 // of one user
)

// PersonalAccessToken is a personal access token of a user with its value.
type PersonalAccessToken struct {
	Name, Value string
	CreatedAt   int64 // epoch ms
	ExpiresAt   int64 // epoch ms; 0: never
}

// PersonalAccessTokens lists a user's tokens, oldest first, expired ones too.
// Fault: entity.not_found.
func (s *Service) PersonalAccessTokens(ctx context.Context, records *store.Store, userID string) ([]PersonalAccessToken, error) {
	if _, err := records.Users.Get(ctx, userID); err != nil {
		return nil, rule.OrMissing("user "+userID, err)
	}
	kept, err := records.PersonalAccessTokens.List(ctx, userID)
	if err != nil {
		return nil, fmt.Errorf("read personal access tokens: %w", err)
	}
	tokens := make([]PersonalAccessToken, 0, len(kept))
	for _, token := range kept {
		opened, err := s.openToken(&token)
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, *opened)
	}
	return tokens, nil
}

// CreatePersonalAccessToken makes a token that ends at expiresAt (epoch ms; 0:
// never), and publishes PersonalAccessToken.Created. Faults: entity.not_found,
// guard.invalid_input (name), request.invalid_input when expiresAt has passed,
// user.personal_access_token_name_exists, user.too_many_personal_access_tokens.
func (s *Service) CreatePersonalAccessToken(ctx context.Context, records *store.Store, userID, name string, expiresAt int64) (*PersonalAccessToken, error) {
	if err := checkTokenName(name); err != nil {
		return nil, err
	}
	now := s.Now().UnixMilli()
	if expiresAt != 0 && expiresAt <= now {
		passed := fault.New(fault.Unprocessable, "request.invalid_input").Because(errors.New("expiresAt must be in the future"))
		passed.Fields = map[string]string{"expiresAt": ruleText("expiresAt")}
		return nil, passed
	}
	created := PersonalAccessToken{
		Name: name, Value: tokenPrefix + models.NewSecret(), CreatedAt: now, ExpiresAt: expiresAt,
	}
	err := records.InTx(ctx, func(tx *store.Store) error { return s.addToken(ctx, tx, userID, created) })
	if err != nil {
		return nil, fmt.Errorf("create personal access token: %w", refuseSameName(err))
	}
	return &created, nil
}

// RenamePersonalAccessToken gives a token another name and publishes
// PersonalAccessToken.Updated. Faults: entity.not_found, guard.invalid_input
// (name), user.personal_access_token_name_exists.
func (s *Service) RenamePersonalAccessToken(ctx context.Context, records *store.Store, userID, name, newName string) (*PersonalAccessToken, error) {
	if err := checkTokenName(newName); err != nil {
		return nil, err
	}
	var renamed *PersonalAccessToken
	err := records.InTx(ctx, func(tx *store.Store) error {
		kept, err := holdToken(ctx, tx, userID, name)
		if err != nil {
			return err
		}
		if renamed, err = s.openToken(kept); err != nil || name == newName {
			return err
		}
		renamed.Name = newName
		if kept, err = s.sealToken(tx, userID, *renamed); err != nil {
			return err
		}
		if err := tx.PersonalAccessTokens.Rename(ctx, name, kept); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.PersonalTokenUpdated, UserID: userID,
			Before: map[string]any{"name": name}, After: map[string]any{"name": newName},
		})
	})
	if err != nil {
		return nil, fmt.Errorf("rename personal access token: %w", refuseSameName(err))
	}
	return renamed, nil
}

// DeletePersonalAccessToken takes a token away, which is refused from then on,
// and publishes PersonalAccessToken.Deleted. Fault: entity.not_found.
func (s *Service) DeletePersonalAccessToken(ctx context.Context, records *store.Store, userID, name string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		kept, err := holdToken(ctx, tx, userID, name)
		if err != nil {
			return err
		}
		if err := tx.PersonalAccessTokens.Delete(ctx, userID, name); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.PersonalTokenDeleted, UserID: userID, Before: tokenFields(kept.Name, kept.ExpiresAt),
		})
	})
	if err != nil {
		return fmt.Errorf("delete personal access token: %w", err)
	}
	return nil
}

func (s *Service) addToken(ctx context.Context, tx *store.Store, userID string, token PersonalAccessToken) error {
	if _, err := hold(ctx, tx, userID); err != nil {
		return err
	}
	others, err := tx.PersonalAccessTokens.List(ctx, userID)
	if err != nil {
		return fmt.Errorf("read personal access tokens: %w", err)
	}
	if len(others) >= maxTokens {
		return fault.New(fault.Unprocessable, "user.too_many_personal_access_tokens").With("Max", maxTokens).
			Because(fmt.Errorf("there are %d", len(others)))
	}
	kept, err := s.sealToken(tx, userID, token)
	if err != nil {
		return err
	}
	if err := tx.PersonalAccessTokens.Insert(ctx, kept); err != nil {
		return err
	}
	return s.Events.Publish(ctx, tx, event.Event{
		Key: event.PersonalTokenCreated, UserID: userID, After: tokenFields(token.Name, token.ExpiresAt),
	})
}

func holdToken(ctx context.Context, tx *store.Store, userID, name string) (*models.PersonalAccessToken, error) {
	if _, err := hold(ctx, tx, userID); err != nil {
		return nil, err
	}
	kept, err := tx.PersonalAccessTokens.Get(ctx, userID, name)
	if err != nil {
		return nil, rule.OrMissing("such personal access token", err)
	}
	return kept, nil
}

func checkTokenName(name string) error {
	if !rule.IsName(name, maxTokenNameLength) {
		return invalid("name", "1 to %d characters, all of them visible", maxTokenNameLength)
	}
	return nil
}

func refuseSameName(err error) error {
	if errors.Is(err, store.ErrConflict) {
		return fault.New(fault.Unprocessable, "user.personal_access_token_name_exists").At("name").Because(err)
	}
	return err
}

// sealToken is the record of a token: the value encrypted, and its digest.
func (s *Service) sealToken(tx *store.Store, userID string, token PersonalAccessToken) (*models.PersonalAccessToken, error) {
	kept := &models.PersonalAccessToken{
		TenantID: tx.TenantID(), UserID: userID, Name: token.Name, Digest: models.Digest(token.Value),
		ExpiresAt: token.ExpiresAt, CreatedAt: token.CreatedAt,
	}
	var err error
	if kept.Sealed, err = s.Vault.Seal(kept.SealContext(), []byte(token.Value)); err != nil {
		return nil, fmt.Errorf("seal personal access token: %w", err)
	}
	return kept, nil
}

func (s *Service) openToken(kept *models.PersonalAccessToken) (*PersonalAccessToken, error) {
	value, err := s.Vault.Open(kept.SealContext(), kept.Sealed)
	if err != nil {
		return nil, fmt.Errorf("open personal access token of user %s: %w", kept.UserID, err)
	}
	return &PersonalAccessToken{
		Name: kept.Name, Value: string(value), CreatedAt: kept.CreatedAt, ExpiresAt: kept.ExpiresAt,
	}, nil
}

// tokenFields is a token as an event tells of it: never its value.
func tokenFields(name string, expiresAt int64) map[string]any {
	fields := map[string]any{"name": name}
	if expiresAt != 0 {
		fields["expiresAt"] = expiresAt
	}
	return fields
}
