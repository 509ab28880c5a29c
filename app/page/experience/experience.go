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

// Interactions are the authorization requests that people sign in for.
type Interactions interface {
	// Current is the interaction that a page's address names, of this browser.
	Current(c *fiber.Ctx) (*models.Interaction, error)
	// SignedIn records the session that the person signed in to.
	SignedIn(ctx context.Context, records *store.Store, i *models.Interaction, s *models.Session) error
}

// Users finds and makes the people of a tenant.
type Users interface {
	// FindByIdentifier finds the user of a username or e-mail address; store.ErrNotFound.
	FindByIdentifier(ctx context.Context, records *store.Store, identifier string) (*models.User, error)
	// Register makes a user with a username and a password; faults by field.
	Register(ctx context.Context, records *store.Store, username, password, applicationID string) (*models.User, error)
	// SetPassword gives a user a new password and signs them out everywhere; faults at "password".
	SetPassword(ctx context.Context, records *store.Store, id, newPassword string) error
}

// Passwords verifies and hashes passwords, with a bound on how many at once.
type Passwords interface {
	Hash(ctx context.Context, password string) (string, error)
	Verify(ctx context.Context, password, hash string) (bool, error)
	// VerifyNone does the same work for nobody.
	VerifyNone(ctx context.Context, password string) error
	// NeedsRehash says that Hash would make another kind of hash.
	NeedsRehash(hash string) bool
}

// Attempts bounds how often a password is guessed.
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
	// Subjects under which attempts are counted.
	UserSubject       func(id string) string
	IdentifierSubject func(identifier string) string
}

// methodPassword is the authentication method of a password (RFC 8176, section 2).
const methodPassword = "pwd"

// finish begins the person's session and records it on the interaction.
func (s *Service) finish(ctx context.Context, i *models.Interaction, user *models.User, key string) (string, error) {
	var token string
	err := tenant.From(ctx).Store.InTx(ctx, func(tx *store.Store) error {
		begun, current, err := s.Sessions.Begin(ctx, tx, user, []string{methodPassword}, session.From(ctx))
		if err != nil {
			return err
		}
		token = begun
		if i.ID != "" { // else for an invitation, which looks at the session itself
			if err := s.Interactions.SignedIn(ctx, tx, i, current); err != nil {
				return err
			}
		}
		return s.Events.Publish(ctx, tx, event.Event{Key: key, UserID: user.ID, ApplicationID: i.ApplicationID})
	})
	if errors.Is(err, store.ErrNotFound) {
		// Suspended, deleted or given another password while this one was verified.
		return "", fault.New(fault.Invalid, "session.invalid_credentials").Because(err)
	}
	return token, err
}

// refuse records a step that failed. It returns why, or else that the record
// could not be written: the person is not told of a mistake that left no trace.
func (s *Service) refuse(ctx context.Context, i *models.Interaction, key, userID string, failure error) error {
	if err := s.record(ctx, i, key, userID, failure); err != nil {
		return fmt.Errorf("record a refusal (%s): %w", failure.Error(), err)
	}
	return failure
}

// record writes an audited step that has no write of its own.
func (s *Service) record(ctx context.Context, i *models.Interaction, key, userID string, failure error) error {
	e := event.Event{Key: key, UserID: userID, ApplicationID: i.ApplicationID}
	if failure != nil {
		e.Result, e.Reason = models.AuditError, fault.From(failure).Code
	}
	return s.Events.Publish(ctx, tenant.From(ctx).Store, e)
}
