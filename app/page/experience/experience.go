package experience

import (
	"context"
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// Interactions are the authorization requests that users sign in for.
type Interactions interface {
	// Current returns this browser's interaction, named in the page's address.
	Current(c *fiber.Ctx) (*models.Interaction, error)
	// SignedIn records the session that the user signed in with.
	SignedIn(ctx context.Context, records *store.Store, i *models.Interaction, s *models.Session) error
}

// Users finds and creates the users of a tenant.
type Users interface {
	// FindByIdentifier finds a user by username or email address; store.ErrNotFound.
	FindByIdentifier(ctx context.Context, records *store.Store, identifier string) (*models.User, error)
	// Register creates a user with a username and a password; faults by field.
	Register(ctx context.Context, records *store.Store, username, password, applicationID string) (*models.User, error)
	// SetPassword gives a user a new password and signs them out everywhere; faults at "password".
	SetPassword(ctx context.Context, records *store.Store, id, newPassword string) error
}

// Passwords verifies and hashes passwords, with bounded concurrency.
type Passwords interface {
	Hash(ctx context.Context, password string) (string, error)
	Verify(ctx context.Context, password, hash string) (bool, error)
	// VerifyNone does the same work when there is no user.
	VerifyNone(ctx context.Context, password string) error
	// NeedsRehash reports whether Hash would create a different kind of hash.
	NeedsRehash(hash string) bool
}

// Attempts limits password guessing.
type Attempts interface {
	Reserve(ctx context.Context, records *store.Store, subject string) error
	Clear(ctx context.Context, records *store.Store, subject string) error
}

// Service is sign-in and sign-up.
type Service struct {
	Interactions Interactions
	Users        Users
	Passwords    Passwords
	Attempts     Attempts
	Sessions     *session.Service
	Events       *event.Publisher
	// The subjects under which attempts are counted.
	UserSubject       func(id string) string
	IdentifierSubject func(identifier string) string
}

// methodPassword is the authentication method of a password (RFC 8176, section 2).
const methodPassword = "pwd"

// finish starts the user's session and records it on the interaction.
func (s *Service) finish(ctx context.Context, i *models.Interaction, user *models.User, key string) (string, error) {
	var token string
	err := tenant.From(ctx).Store.InTx(ctx, func(tx *store.Store) error {
		started, current, err := s.Sessions.Begin(ctx, tx, user, []string{methodPassword}, session.From(ctx))
		if err != nil {
			return err
		}
		token = started
		if i.ID != "" { // a page of this site reads the session itself
			if err := s.Interactions.SignedIn(ctx, tx, i, current); err != nil {
				return err
			}
		}
		return s.Events.Publish(ctx, tx, event.Event{Key: key, UserID: user.ID, ApplicationID: i.ApplicationID})
	})
	if errors.Is(err, store.ErrNotFound) {
		// The user was suspended, deleted or given another password in the meantime.
		return "", fault.New(fault.Invalid, "session.invalid_credentials").Because(err)
	}
	return token, err
}

// refuse records a failed step. It returns the failure, or an error if it could not be
// recorded: users are not shown failures that were not audited.
func (s *Service) refuse(ctx context.Context, i *models.Interaction, key, userID string, failure error) error {
	if err := s.record(ctx, i, key, userID, failure); err != nil {
		return fmt.Errorf("record a refusal (%s): %w", failure.Error(), err)
	}
	return failure
}

// record audits a step that does not write anything else.
func (s *Service) record(ctx context.Context, i *models.Interaction, key, userID string, failure error) error {
	e := event.Event{Key: key, UserID: userID, ApplicationID: i.ApplicationID}
	if failure != nil {
		e.Result, e.Reason = models.AuditError, fault.From(failure).Code
	}
	return s.Events.Publish(ctx, tenant.From(ctx).Store, e)
}
