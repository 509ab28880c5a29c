package user

import (
	"context"
	"errors"
	"fmt"

	"portico/app/event"
	"portico/app/fault"
	"portico/models"
	"portico/models/store"
)

// New is what a user is created from; empty fields are left out.
type New struct {
	Username, Email, Name string
	// Password is checked against the tenant's policy. Empty makes a user
	// without one; see Register.
	Password string
	// EmailVerified says that the address is proven or set by an operator.
	EmailVerified bool
	// ApplicationID is the application through which the user came.
	ApplicationID string
	// Roles are names of roles given beside the tenant's default ones.
	Roles []string
}

// Create adds a user with the tenant's default roles and publishes
// User.Created in the same transaction. The password is hashed before that
// transaction, so records must not be in one.
//
// Faults: user.invalid_username, guard.invalid_input (e-mail, name),
// user.username_already_in_use, user.email_already_in_use, those of
// password.Check, entity.not_found for a role, request.rate_limited.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*models.User, error) {
	user, err := s.record(fields)
	if err != nil {
		return nil, err
	}
	if err := refuseTaken(ctx, records, user); err != nil {
		return nil, err
	}
	if user.PasswordHash, err = s.hash(ctx, records, fields.Password, user); err != nil {
		return nil, err
	}
	err = records.InTx(ctx, func(tx *store.Store) error { return s.insert(ctx, tx, user, fields.Roles) })
	if errors.Is(err, store.ErrConflict) {
		// Someone was faster: say what is taken now.
		if taken := refuseTaken(ctx, records, user); taken != nil {
			return nil, taken
		}
	}
	if err != nil {
		return nil, fmt.Errorf("create user: %w", err)
	}
	return user, nil
}

func (s *Service) record(fields New) (*models.User, error) {
	now := s.Now().UnixMilli()
	user := &models.User{ID: models.NewUserID(), CustomData: map[string]any{}, CreatedAt: now, UpdatedAt: now}
	if fields.ApplicationID != "" {
		user.ApplicationID = &fields.ApplicationID
	}
	verifiedAt := int64(0)
	if fields.EmailVerified {
		verifiedAt = now
	}
	var err error
	if fields.Username != "" {
		err = s.setUsername(user, fields.Username)
	}
	if err == nil && fields.Email != "" {
		err = setEmail(user, fields.Email, verifiedAt)
	}
	if err == nil && fields.Name != "" {
		err = setName(user, fields.Name)
	}
	return user, err
}

// refuseTaken says which identifier of the user someone else has.
func refuseTaken(ctx context.Context, records *store.Store, user *models.User) error {
	if user.Username != nil {
		_, byName := records.UserByUsername(ctx, *user.Username)
		_, byKey := records.UserByUsernameKey(ctx, *user.UsernameKey)
		if err := taken("username", byName, byKey); err != nil {
			return err
		}
	}
	if user.PrimaryEmail != nil {
		_, byKey := records.UserByEmail(ctx, *user.EmailKey)
		return taken("email", byKey)
	}
	return nil
}

// taken reads the errors of searches that should have found no one.
func taken(field string, searches ...error) error {
	for _, err := range searches {
		if err == nil {
			return fault.New(fault.Unprocessable, "user."+field+"_already_in_use").At(field).
				Because(fmt.Errorf("%s: another user has it", field))
		}
		if !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("look for %s: %w", field, err)
		}
	}
	return nil
}

func (s *Service) insert(ctx context.Context, tx *store.Store, user *models.User, roleNames []string) error {
	roles, err := rolesFor(ctx, tx, roleNames)
	if err != nil {
		return err
	}
	if err := tx.CreateUser(ctx, user); err != nil {
		return err
	}
	for _, role := range roles {
		if err := tx.AssignUserRole(ctx, user.ID, role.ID); err != nil {
			return fmt.Errorf("assign role %s: %w", role.Name, err)
		}
	}
	applicationID := ""
	if user.ApplicationID != nil {
		applicationID = *user.ApplicationID
	}
	return s.Events.Publish(ctx, tx, event.Event{Key: event.UserCreated, UserID: user.ID, ApplicationID: applicationID})
}

// rolesFor lists the default roles and those that are named.
func rolesFor(ctx context.Context, tx *store.Store, names []string) ([]models.Role, error) {
	roles, err := tx.DefaultRoles(ctx, models.RoleUser)
	if err != nil {
		return nil, fmt.Errorf("read default roles: %w", err)
	}
	for _, name := range names {
		role, err := tx.RoleByName(ctx, name)
		if errors.Is(err, store.ErrNotFound) || err == nil && role.Type != models.RoleUser {
			return nil, fault.New(fault.Missing, "entity.not_found").At("roles").
				Because(fmt.Errorf("there is no role %q for users", name))
		}
		if err != nil {
			return nil, fmt.Errorf("read role: %w", err)
		}
		roles = append(roles, *role)
	}
	return roles, nil
}
