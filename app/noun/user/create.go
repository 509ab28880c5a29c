package user

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// New is the input for creating a user; empty fields are omitted.
type New struct {
	Username, Email, Phone, Name, Avatar string
	Profile                              models.Profile
	CustomData                           map[string]any
	// Password is checked against the tenant's policy. If empty, the user has
	// none; see Register.
	Password string
	// PasswordDigest is a password hash from another system, in one
	// of password.Algorithms; an empty PasswordAlgorithm is Argon2i. It excludes
	// Password.
	PasswordDigest, PasswordAlgorithm string
	// EmailVerified and PhoneVerified report that the address or the number is
	// proven, or set by an operator.
	EmailVerified, PhoneVerified bool
	// IsRegistering reports that the user signs up, rather than an operator adding them:
	// with a verified address they join the organizations that list its domain.
	IsRegistering bool
	// ApplicationID is the application through which the user signed up.
	ApplicationID string
	// Roles are names of roles assigned besides the tenant's default ones.
	Roles []string
	// Claim, if set, runs first in the transaction that creates the
	// user; its error undoes everything.
	Claim func(ctx context.Context, tx *store.Store) error
}

// Create adds a user with the tenant's default roles and publishes
// User.Created in the same transaction. The password is hashed before that
// transaction, so records must not be in one.
//
// Faults: user.invalid_username, user.invalid_phone, guard.invalid_input
// (primaryEmail, primaryPhone, name, avatar, profile, customData, passwordDigest),
// user.username_already_in_use, user.email_already_in_use,
// user.phone_already_in_use, those of password.Check and password.Imported,
// entity.not_found for a role, request.rate_limited.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*models.User, error) {
	user, err := s.record(fields)
	if err != nil {
		return nil, err
	}
	if err := refuseTaken(ctx, records, user); err != nil {
		return nil, err
	}
	if user.PasswordHash, err = s.firstHash(ctx, records, fields, user); err != nil {
		return nil, err
	}
	err = records.InTx(ctx, func(tx *store.Store) error { return s.insert(ctx, tx, user, fields) })
	if err != nil {
		return nil, fmt.Errorf("create user: %w", sayTaken(ctx, records, user, err))
	}
	return user, nil
}

func (s *Service) record(fields New) (*models.User, error) {
	now := s.Now().UnixMilli()
	user := &models.User{ID: models.NewUserID(), CustomData: map[string]any{}, CreatedAt: now, UpdatedAt: now}
	if fields.ApplicationID != "" {
		user.ApplicationID = &fields.ApplicationID
	}
	verifiedAt := map[bool]int64{true: now}
	err := s.apply(user, Changes{
		Username: &fields.Username, Email: &fields.Email, Phone: &fields.Phone, Name: &fields.Name, Avatar: &fields.Avatar,
		Profile: &fields.Profile, CustomData: fields.CustomData,
	})
	if err != nil {
		return nil, err
	}
	if user.PrimaryEmail != nil {
		user.EmailVerifiedAt = verifiedAt[fields.EmailVerified]
	}
	if user.PrimaryPhone != nil {
		user.PhoneVerifiedAt = verifiedAt[fields.PhoneVerified]
	}
	return user, nil
}

func (s *Service) insert(ctx context.Context, tx *store.Store, user *models.User, fields New) error {
	if fields.Claim != nil {
		if err := fields.Claim(ctx, tx); err != nil {
			return err
		}
	}
	roles, err := rolesFor(ctx, tx, fields.Roles)
	if err != nil {
		return err
	}
	if err := tx.Users.Insert(ctx, user); err != nil {
		return err
	}
	for _, role := range roles {
		if err := tx.Assignments.Give(ctx, models.UserHolder(user.ID), role.ID); err != nil {
			return fmt.Errorf("assign role %s: %w", role.Name, err)
		}
	}
	_, is := event.Difference(nil, facts(user))
	err = s.Events.Publish(ctx, tx, event.Event{
		Key: event.UserCreated, UserID: user.ID, ApplicationID: fields.ApplicationID, After: is,
	})
	if err != nil || !fields.IsRegistering || s.Organizations == nil {
		return err
	}
	return s.Organizations.Provision(ctx, tx, user)
}

// rolesFor lists the default roles and the named ones.
func rolesFor(ctx context.Context, tx *store.Store, names []string) ([]models.Role, error) {
	roles, err := tx.Roles.Default(ctx, models.RoleUser)
	if err != nil {
		return nil, fmt.Errorf("read default roles: %w", err)
	}
	for _, name := range names {
		role, err := tx.Roles.ByName(ctx, name)
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
