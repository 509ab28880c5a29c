package store

import (
	"context"
	"strings"

	"portico/models"
)

// Passwords are the password hashes of users.
type Passwords struct{ *conn }

// Users are the people of a tenant.
type Users struct{ Table[models.User] }

func openUsers(c *conn) Users {
	return Users{newTable(c, func(r *models.User) (tenant, id *string) { return &r.TenantID, &r.ID })}
}

// Insert adds a user. ErrConflict: the username, email address or phone number is taken.
func (s Users) Insert(ctx context.Context, user *models.User) error {
	user.TenantID, user.SearchKey = s.tenant, models.SearchKeyOf(user)
	return translate(s.inserter(ctx).Create(user).Error)
}

// ByEmail finds a user by email address, ignoring case.
func (s Users) ByEmail(ctx context.Context, email string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("email_key = ?", strings.ToLower(email)))
}

// ByUsername finds a user by exact username.
func (s Users) ByUsername(ctx context.Context, username string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("username = ?", username))
}

// ByUsernameKey finds a user by username key: see models.UsernameKeyOf.
func (s Users) ByUsernameKey(ctx context.Context, key string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("username_key = ?", key))
}

// ByPhone finds a user by exact phone number.
func (s Users) ByPhone(ctx context.Context, phone string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("primary_phone = ?", phone))
}

// Update writes all fields of a user except the id and the creation time.
func (s Users) Update(ctx context.Context, user *models.User) error {
	user.SearchKey = models.SearchKeyOf(user)
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", user.ID).
		Select("*").Omit("TenantID", "ID", "CreatedAt").Updates(user))
}

// RecordSignIn records when a user signed in; verified is the user as read for
// verification. ErrNotFound: since then the user was deleted or suspended, or the
// password changed.
func (s Users) RecordSignIn(ctx context.Context, verified *models.User, at int64) error {
	return changed(s.writer(ctx).Model(&models.User{}).
		Where("id = ? AND is_suspended = ? AND password_hash = ?", verified.ID, false, verified.PasswordHash).
		Update("last_sign_in_at", at))
}

// SetSuspension suspends a user or lifts the suspension; now is epoch ms.
func (s Users) SetSuspension(ctx context.Context, id string, isSuspended bool, now int64) error {
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", id).
		Updates(map[string]any{"is_suspended": isSuspended, "updated_at": now}))
}

// Set replaces the hash of a user's password and marks it as not expired; now is
// epoch ms.
func (s Passwords) Set(ctx context.Context, id, hash string, now int64) error {
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", id).
		Updates(map[string]any{"password_hash": hash, "is_password_expired": false, "updated_at": now}))
}

// Expire sets whether the next sign-in asks for a new password; now is epoch ms.
func (s Passwords) Expire(ctx context.Context, id string, isExpired bool, now int64) error {
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", id).
		Updates(map[string]any{"is_password_expired": isExpired, "updated_at": now}))
}

// KeepFromScripts sets whether an operator is kept from editing scripts.
// ErrNotFound: there is no such user.
func (s Users) KeepFromScripts(ctx context.Context, id string, isKept bool) error {
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", id).Update("is_kept_from_scripts", isKept))
}

// Rehash replaces the hash of a password just verified by another hash of the same
// password. ErrNotFound: since then the user was deleted, or the hash changed.
func (s Passwords) Rehash(ctx context.Context, verified *models.User, hash string) error {
	return changed(s.writer(ctx).Model(&models.User{}).
		Where("id = ? AND password_hash = ?", verified.ID, verified.PasswordHash).
		Update("password_hash", hash))
}
