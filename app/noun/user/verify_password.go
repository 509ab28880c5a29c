package user

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/fault"
	"portico/models/store"
)

// VerifyPassword checks a user's password: nil if it is correct. Each call
// counts against the lockout like a sign-in, which prevents guessing;
// records must not be in a transaction, which could roll back the count.
// Faults: entity.not_found, session.invalid_credentials,
// session.verification_blocked_too_many_attempts, request.rate_limited.
func (s *Service) VerifyPassword(ctx context.Context, records *store.Store, id, password string) error {
	user, err := s.kind().Get(ctx, records, id)
	if err != nil {
		return err
	}
	subject := s.UserSubject(id)
	if err := s.Attempts.Reserve(ctx, records, subject); err != nil {
		return fmt.Errorf("count verification: %w", err)
	}
	if user.PasswordHash == "" {
		return wrongPassword("the user has none")
	}
	matches, err := s.Hasher.Verify(ctx, password, user.PasswordHash)
	if err != nil {
		return fmt.Errorf("verify password: %w", err)
	}
	if !matches {
		return wrongPassword("it is another one")
	}
	return s.Attempts.Clear(ctx, records, subject)
}

func wrongPassword(why string) error {
	return fault.New(fault.Unprocessable, "session.invalid_credentials").At("password").Because(errors.New("password: " + why))
}

// HasPassword reports whether a user has a password. Fault: entity.not_found.
func (s *Service) HasPassword(ctx context.Context, records *store.Store, id string) (bool, error) {
	user, err := s.kind().Get(ctx, records, id)
	if err != nil {
		return false, err
	}
	return user.PasswordHash != "", nil
}
