package user

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/password"
	"portico/app/ground/rule"
	"portico/app/ground/session"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// SetPassword sets a user's password, which must meet the tenant's policy. It
// ends the user's sessions and revokes all grants, because the old password may
// have been compromised (RFC 9700, section 4.14.2); users who change their own
// get a new session from the caller. The password is hashed before the
// transaction, so records must not be in one. Faults: entity.not_found, those
// of password.Check, request.rate_limited.
func (s *Service) SetPassword(ctx context.Context, records *store.Store, id, newPassword string) error {
	user, err := s.kind().Get(ctx, records, id)
	if err != nil {
		return err
	}
	if err := accepts(ctx, records, newPassword, user); err != nil {
		return err
	}
	hash, err := s.Hasher.Hash(ctx, newPassword)
	if err != nil {
		return fmt.Errorf("hash password: %w", err)
	}
	err = records.InTx(ctx, func(tx *store.Store) error {
		if err := tx.Passwords.Set(ctx, id, hash, s.Now().UnixMilli()); err != nil {
			return rule.OrMissing("user "+id, err)
		}
		if err := session.EndAll(ctx, tx, id); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.UserDataUpdated, UserID: id, After: map[string]any{"password": "changed"},
		})
	})
	if err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	return nil
}

// firstHash checks and hashes the password of a new user, or accepts a
// hash from another system; without either, there is none.
func (s *Service) firstHash(ctx context.Context, records *store.Store, fields New, user *models.User) (string, error) {
	switch {
	case fields.PasswordDigest != "" && fields.Password != "":
		return "", rule.Invalid("passwordDigest", "error.user.rule.digest", "and password exclude each other")
	case fields.PasswordDigest != "":
		return password.Imported(fields.PasswordAlgorithm, fields.PasswordDigest)
	case fields.PasswordAlgorithm != "":
		return "", rule.Invalid("passwordAlgorithm", "error.user.rule.digest", "is of no use without passwordDigest")
	case fields.Password == "":
		return "", nil
	}
	if err := accepts(ctx, records, fields.Password, user); err != nil {
		return "", err
	}
	hash, err := s.Hasher.Hash(ctx, fields.Password)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hash, nil
}

// accepts checks a user's new password against the tenant's policy.
func accepts(ctx context.Context, records *store.Store, newPassword string, user *models.User) error {
	tenant, err := records.Tenant.Get(ctx)
	if err != nil {
		return fmt.Errorf("read password policy: %w", err)
	}
	policy := password.Policy(tenant.Settings.PasswordPolicy)
	if err := password.Check(policy, newPassword, personOf(user)); err != nil {
		return fault.From(err).At("password")
	}
	return nil
}

// personOf is the data that a password must not contain.
func personOf(user *models.User) password.Person {
	return password.Person{
		Username: noun.Text(user.Username), Email: noun.Text(user.PrimaryEmail),
		Phone: noun.Text(user.PrimaryPhone), Name: noun.Text(user.Name),
	}
}
