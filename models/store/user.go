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

// Insert adds a user. ErrConflict: the username, e-mail or phone is taken.
func (s Users) Insert(ctx context.Context, user *models.User) error {
	user.TenantID, user.SearchKey = s.tenant, models.SearchKeyOf(user)
	return translate(s.inserter(ctx).Create(user).Error)
}

// ByEmail finds the user of an e-mail address in any case.
func (s Users) ByEmail(ctx context.Context, email string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("email_key = ?", strings.ToLower(email)))
}

// ByUsername finds the user of a username, byte for byte.
func (s Users) ByUsername(ctx context.Context, username string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("username = ?", username))
}

// ByUsernameKey finds the user of a username in any case.
func (s Users) ByUsernameKey(ctx context.Context, key string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("username_key = ?", key))
}

// ByPhone finds the user of a phone number, digit for digit.
func (s Users) ByPhone(ctx context.Context, phone string) (*models.User, error) {
	return first[models.User](s.reader(ctx).Where("primary_phone = ?", phone))
}

// Update writes all of a user's fields but its id and the time of its creation.
func (s Users) Update(ctx context.Context, user *models.User) error {
	user.SearchKey = models.SearchKeyOf(user)
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", user.ID).
		Select("*").Omit("TenantID", "ID", "CreatedAt").Updates(user))
}

// RecordSignIn notes when a user signed in, who was verified as they were read.
// ErrNotFound: since then the user was deleted or suspended, or got another password.
func (s Users) RecordSignIn(ctx context.Context, verified *models.User, at int64) error {
	return changed(s.writer(ctx).Model(&models.User{}).
		Where("id = ? AND is_suspended = ? AND password_hash = ?", verified.ID, false, verified.PasswordHash).
		Update("last_sign_in_at", at))
}

// SetSuspension says whether a user may not sign in; now is epoch ms.
func (s Users) SetSuspension(ctx context.Context, id string, isSuspended bool, now int64) error {
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", id).
		Updates(map[string]any{"is_suspended": isSuspended, "updated_at": now}))
}

// Set replaces the hash of a user's password, which has not expired
// then; now is epoch ms.
func (s Passwords) Set(ctx context.Context, id, hash string, now int64) error {
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", id).
		Updates(map[string]any{"password_hash": hash, "is_password_expired": false, "updated_at": now}))
}

// Expire says whether the next sign-in asks for a new password; now
// is epoch ms.
func (s Passwords) Expire(ctx context.Context, id string, isExpired bool, now int64) error {
	return changed(s.writer(ctx).Model(&models.User{}).Where("id = ?", id).
		Updates(map[string]any{"is_password_expired": isExpired, "updated_at": now}))
}

// Rehash replaces the hash of a password that was verified by
// another hash of the same password. ErrNotFound: since then the user was
// deleted, or the hash is another one.
func (s Passwords) Rehash(ctx context.Context, verified *models.User, hash string) error {
	return changed(s.writer(ctx).Model(&models.User{}).
		Where("id = ? AND password_hash = ?", verified.ID, verified.PasswordHash).
		Update("password_hash", hash))
}
