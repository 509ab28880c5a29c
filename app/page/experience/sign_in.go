package experience

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

const (
	codePasswordExpired = "user.password_expired"
	fieldNewPassword    = "newPassword"
)

// Credentials are what a user enters to sign in.
type Credentials struct {
	Identifier string
	Password   string
	// NewPassword replaces an expired password; "" otherwise.
	NewPassword string
}

// SignIn verifies credentials and starts a session, whose token it returns. A wrong
// password and an unknown user get the same fault after the same work.
func (s *Service) SignIn(ctx context.Context, i *models.Interaction, credentials Credentials) (string, error) {
	user, err := s.verify(ctx, i, credentials)
	if err != nil {
		return "", s.refuse(ctx, i, event.SignInSubmit, idOf(user), err)
	}
	return s.finish(ctx, i, user, event.SignInSubmit)
}

// Continue continues with the browser's session, after the user has confirmed it.
func (s *Service) Continue(ctx context.Context, i *models.Interaction) error {
	current := session.From(ctx)
	if current == nil {
		return fault.New(fault.Invalid, "session.not_found")
	}
	return s.Interactions.SignedIn(ctx, tenant.From(ctx).Store, i, &current.Session)
}

// verify counts the attempt before anything is hashed, so that concurrent guesses
// cannot exceed the limit.
func (s *Service) verify(ctx context.Context, i *models.Interaction, credentials Credentials) (*models.User, error) {
	wrong := fault.New(fault.Invalid, "session.invalid_credentials")
	if credentials.Identifier == "" || credentials.Password == "" {
		return nil, wrong
	}
	records := tenant.From(ctx).Store
	user, err := s.Users.FindByIdentifier(ctx, records, credentials.Identifier)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, fmt.Errorf("find user: %w", err)
	}
	subject := s.IdentifierSubject(credentials.Identifier)
	if user != nil {
		subject = s.UserSubject(user.ID)
	}
	if err := s.Attempts.Reserve(ctx, records, subject); err != nil {
		return user, err
	}
	if err := s.record(ctx, i, event.SignInIdentifier, idOf(user), nil); err != nil {
		return user, err
	}
	matches, err := s.matches(ctx, user, credentials.Password)
	if err != nil {
		return user, err
	}
	if !matches {
		return user, s.refuse(ctx, i, event.SignInPassword, idOf(user), wrong)
	}
	if err := s.accept(ctx, i, user, subject); err != nil {
		return user, err
	}
	if user.IsPasswordExpired {
		return s.renew(ctx, user, credentials)
	}
	return s.rehash(ctx, user, credentials.Password)
}

// renew replaces a user's expired password by the new one.
func (s *Service) renew(ctx context.Context, user *models.User, credentials Credentials) (*models.User, error) {
	if credentials.NewPassword == "" {
		return user, fault.New(fault.Unprocessable, codePasswordExpired)
	}
	if credentials.NewPassword == credentials.Password {
		return user, fault.New(fault.Unprocessable, "user.same_password").At(fieldNewPassword)
	}
	records := tenant.From(ctx).Store
	if err := s.Users.SetPassword(ctx, records, user.ID, credentials.NewPassword); err != nil {
		f := fault.From(err)
		if f.Kind == fault.Unprocessable {
			return user, f.At(fieldNewPassword)
		}
		return user, fmt.Errorf("renew password: %w", err)
	}
	renewed, err := records.Users.Get(ctx, user.ID)
	if err != nil {
		return user, fmt.Errorf("read user %s again: %w", user.ID, err)
	}
	return renewed, nil
}

// matches does the work of one hash, whether or not the user exists.
func (s *Service) matches(ctx context.Context, user *models.User, typed string) (bool, error) {
	if user == nil || user.PasswordHash == "" {
		return false, s.Passwords.VerifyNone(ctx, typed)
	}
	return s.Passwords.Verify(ctx, typed, user.PasswordHash)
}

// accept accepts a user with the right password, unless they are suspended: only then
// does anyone learn of the suspension.
func (s *Service) accept(ctx context.Context, i *models.Interaction, user *models.User, subject string) error {
	if err := s.Attempts.Clear(ctx, tenant.From(ctx).Store, subject); err != nil {
		return err
	}
	if user.IsSuspended {
		return s.refuse(ctx, i, event.SignInPassword, user.ID, fault.New(fault.Unauthenticated, "user.suspended"))
	}
	return s.record(ctx, i, event.SignInPassword, user.ID, nil)
}

// rehash replaces an imported hash, or one with outdated parameters, now that the
// password is available. It returns the user with the hash with which the sign-in
// continues.
func (s *Service) rehash(ctx context.Context, user *models.User, verified string) (*models.User, error) {
	if !s.Passwords.NeedsRehash(user.PasswordHash) {
		return user, nil
	}
	hash, err := s.Passwords.Hash(ctx, verified)
	if err != nil {
		if fault.From(err).Kind == fault.Limited {
			return user, nil // the queue is full; the next sign-in will try again
		}
		return user, fmt.Errorf("hash password of user %s again: %w", user.ID, err)
	}
	records := tenant.From(ctx).Store
	err = records.Passwords.Rehash(ctx, user, hash)
	if errors.Is(err, store.ErrNotFound) {
		return s.rehashed(ctx, user, verified)
	}
	if err != nil {
		return user, fmt.Errorf("replace password hash of user %s: %w", user.ID, err)
	}
	user.PasswordHash = hash
	return user, nil
}

// rehashed reads a user whose hash has changed while the password was verified against
// the old one. If another sign-in replaced it, the password is still right.
func (s *Service) rehashed(ctx context.Context, user *models.User, verified string) (*models.User, error) {
	current, err := tenant.From(ctx).Store.Users.Get(ctx, user.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return user, fmt.Errorf("read user %s again: %w", user.ID, err)
	}
	matches, err := s.matches(ctx, current, verified)
	if err != nil {
		return user, err
	}
	if !matches {
		return user, fault.New(fault.Invalid, "session.invalid_credentials").
			Because(errors.New("the password was changed meanwhile"))
	}
	return current, nil
}

func idOf(user *models.User) string {
	if user == nil {
		return ""
	}
	return user.ID
}
