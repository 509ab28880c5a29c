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

// Credentials are what a person types to sign in.
type Credentials struct {
	Identifier string
	Password   string
	// NewPassword takes the place of one that has expired; "" otherwise.
	NewPassword string
}

// SignIn verifies credentials and begins a session, whose token it returns. A
// wrong password and an unknown person get the same fault after the same work.
func (s *Service) SignIn(ctx context.Context, i *models.Interaction, credentials Credentials) (string, error) {
	user, err := s.verify(ctx, i, credentials)
	if err != nil {
		return "", s.refuse(ctx, i, event.SignInSubmit, idOf(user), err)
	}
	return s.finish(ctx, i, user, event.SignInSubmit)
}

// Continue goes on with the session that the browser has, since its person says so.
func (s *Service) Continue(ctx context.Context, i *models.Interaction) error {
	current := session.From(ctx)
	if current == nil {
		return fault.New(fault.Invalid, "session.not_found")
	}
	return s.Interactions.SignedIn(ctx, tenant.From(ctx).Store, i, &current.Session)
}

// verify counts the attempt before anything is hashed, so that many guesses at
// once cannot slip past the limit.
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

// renew gives a user whose password has expired the new one that they chose.
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

// matches does the work of one hash whoever was named.
func (s *Service) matches(ctx context.Context, user *models.User, typed string) (bool, error) {
	if user == nil || user.PasswordHash == "" {
		return false, s.Passwords.VerifyNone(ctx, typed)
	}
	return s.Passwords.Verify(ctx, typed, user.PasswordHash)
}

// accept lets in who has proven the password, unless they are suspended: only
// they learn of that.
func (s *Service) accept(ctx context.Context, i *models.Interaction, user *models.User, subject string) error {
	if err := s.Attempts.Clear(ctx, tenant.From(ctx).Store, subject); err != nil {
		return err
	}
	if user.IsSuspended {
		return s.refuse(ctx, i, event.SignInPassword, user.ID, fault.New(fault.Unauthenticated, "user.suspended"))
	}
	return s.record(ctx, i, event.SignInPassword, user.ID, nil)
}

// rehash replaces a hash that another system made of a password, or one with
// other parameters than ours, now that the password is at hand. It returns the
// user with the hash by which the sign-in goes on.
func (s *Service) rehash(ctx context.Context, user *models.User, verified string) (*models.User, error) {
	if !s.Passwords.NeedsRehash(user.PasswordHash) {
		return user, nil
	}
	hash, err := s.Passwords.Hash(ctx, verified)
	if err != nil {
		if fault.From(err).Kind == fault.Limited {
			return user, nil // the queue is full: the next sign-in will do it
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

// rehashed reads a user whose hash has changed while the password was verified
// by the old one. When another sign-in did that, the password is still right.
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
