package store

import (
	"context"
	"strings"

	"portico/models"
)

// CreateUser adds a user. ErrConflict: the username, e-mail or phone is taken.
func (s *Store) CreateUser(ctx context.Context, user *models.User) error {
	user.TenantID, user.SearchKey = s.tenant, models.SearchKeyOf(user)
	return translate(s.inserter(ctx).Create(user).Error)
}

// User reads a user by id.
func (s *Store) User(ctx context.Context, id string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("id = ?", id))
}

// UserByEmail finds the user of an e-mail address in any case.
func (s *Store) UserByEmail(ctx context.Context, email string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("email_key = ?", strings.ToLower(email)))
}

// UserByUsername finds the user of a username, byte for byte.
func (s *Store) UserByUsername(ctx context.Context, username string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("username = ?", username))
}

// UserByUsernameKey finds the user of a username in any case.
func (s *Store) UserByUsernameKey(ctx context.Context, key string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("username_key = ?", key))
}

// UserByPhone finds the user of a phone number, digit for digit.
func (s *Store) UserByPhone(ctx context.Context, phone string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("primary_phone = ?", phone))
}

// HoldUser keeps a user from being changed by others before the transaction
// ends. ErrNotFound: there is none.
func (s *Store) HoldUser(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", id).Update("id", id))
}

// UpdateUser writes all of a user's fields but its id and the time of its creation.
func (s *Store) UpdateUser(ctx context.Context, user *models.User) error {
	user.SearchKey = models.SearchKeyOf(user)
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", user.ID).
		Select("*").Omit("TenantID", "ID", "CreatedAt").Updates(user))
}

// RecordSignIn notes when a user signed in, who was verified as they were read.
// ErrNotFound: since then the user was deleted or suspended, or got another password.
func (s *Store) RecordSignIn(ctx context.Context, verified *models.User, at int64) error {
	return changed(s.writer(ctx).Model(&models.User{}).
		Where("id = ? AND is_suspended = ? AND password_hash = ?", verified.ID, false, verified.PasswordHash).
		Update("last_sign_in_at", at))
}

// DeleteUser removes a user with its sessions, grants and roles.
func (s *Store) DeleteUser(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Where("id = ?", id).Delete(&models.User{}))
}

// SetUserSuspension says whether a user may not sign in; now is epoch ms.
func (s *Store) SetUserSuspension(ctx context.Context, id string, isSuspended bool, now int64) error {
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", id).
		Updates(map[string]any{"is_suspended": isSuspended, "updated_at": now}))
}

// SetUserPassword replaces the hash of a user's password, which has not expired
// then; now is epoch ms.
func (s *Store) SetUserPassword(ctx context.Context, id, hash string, now int64) error {
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", id).
		Updates(map[string]any{"password_hash": hash, "is_password_expired": false, "updated_at": now}))
}

// ExpireUserPassword says whether the next sign-in asks for a new password; now
// is epoch ms.
func (s *Store) ExpireUserPassword(ctx context.Context, id string, isExpired bool, now int64) error {
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", id).
		Updates(map[string]any{"is_password_expired": isExpired, "updated_at": now}))
}

// RehashUserPassword replaces the hash of a password that was verified by
// another hash of the same password. ErrNotFound: since then the user was
// deleted, or the hash is another one.
func (s *Store) RehashUserPassword(ctx context.Context, verified *models.User, hash string) error {
	return changed(s.writer(ctx).Model(&models.User{}).
		Where("id = ? AND password_hash = ?", verified.ID, verified.PasswordHash).
		Update("password_hash", hash))
}
