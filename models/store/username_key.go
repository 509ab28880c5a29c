package store

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"portico/models"
)

// settingUsernameKeys names the setting that records how all username keys were
// built; it is absent while they are being rebuilt.
const (
	settingUsernameKeys = "usernameKeys"
	keysCaseSensitive   = "caseSensitive"
	keysCaseInsensitive = "caseInsensitive"
)

// usernameBatch is how many usernames one transaction gives new keys.
const usernameBatch = 1000

// collisionsListed bounds the names that UsernameCollisions lists.
const collisionsListed = 100

// UsernameCollision is a set of usernames of a tenant that differ only in case.
type UsernameCollision struct {
	TenantID  string
	Usernames []string
}

// UsernameCollisions is the error that usernames would no longer be distinct.
type UsernameCollisions []UsernameCollision

// Error lists the first of them.
func (c UsernameCollisions) Error() string {
	var texts []string
	for _, collision := range c[:min(len(c), collisionsListed)] {
		texts = append(texts, fmt.Sprintf("%s (tenant %s)", strings.Join(collision.Usernames, ", "), collision.TenantID))
	}
	if more := len(c) - len(texts); more > 0 {
		texts = append(texts, fmt.Sprintf("and %d more", more))
	}
	return "usernames differ only in case: " + strings.Join(texts, "; ")
}

// UsernameKeys returns how all username keys were built: see models.UsernameKeyOf.
// ErrNotFound: they have not all been built the same way.
func (db *DB) UsernameKeys(ctx context.Context) (isCaseSensitive bool, err error) {
	setting, err := first[models.InstallationSetting](db.read.WithContext(ctx).Where("name = ?", settingUsernameKeys))
	if err != nil {
		return false, err
	}
	return setting.Value == keysCaseSensitive, nil
}

// RewriteUsernameKeys rebuilds the keys of all usernames and records how. If two
// users of a tenant would have the same key, it changes nothing and returns
// UsernameCollisions. If it is interrupted, the next call starts over.
func (db *DB) RewriteUsernameKeys(ctx context.Context, isCaseSensitive bool) error {
	value := keysCaseSensitive
	if !isCaseSensitive {
		value = keysCaseInsensitive
		if err := db.findUsernameCollisions(ctx); err != nil {
			return err
		}
	}
	setting := models.InstallationSetting{Name: settingUsernameKeys, Value: value}
	if err := db.write.WithContext(ctx).Delete(&setting).Error; err != nil {
		return translate(err)
	}
	if err := db.rewriteUsernameKeys(ctx, isCaseSensitive); err != nil {
		return fmt.Errorf("rewrite keys of usernames: %w", err)
	}
	return translate(db.write.WithContext(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&setting).Error)
}

func (db *DB) findUsernameCollisions(ctx context.Context) error {
	lower := "lower(username)" // SQLite lowers ASCII alone
	if db.dialect == Postgres {
		lower = `lower(username COLLATE "C")`
	}
	var rows []struct{ TenantID, Username, Lower string }
	err := db.read.WithContext(ctx).Raw("SELECT users.tenant_id, users.username, twins.lower FROM (" +
		"SELECT tenant_id, " + lower + " AS lower FROM users WHERE username IS NOT NULL" +
		" GROUP BY tenant_id, " + lower + " HAVING count(*) > 1) twins" +
		" JOIN users ON users.tenant_id = twins.tenant_id AND " + strings.ReplaceAll(lower, "username", "users.username") + " = twins.lower" +
		" JOIN tenants ON tenants.id = users.tenant_id AND tenants.deleted_at = 0" +
		" ORDER BY users.tenant_id, twins.lower, users.username").Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("look for usernames that differ only in case: %w", translate(err))
	}
	var collisions UsernameCollisions
	key := ""
	for _, row := range rows {
		if at := row.TenantID + " " + row.Lower; at != key {
			key = at
			collisions = append(collisions, UsernameCollision{TenantID: row.TenantID})
		}
		last := &collisions[len(collisions)-1]
		last.Usernames = append(last.Usernames, row.Username)
	}
	if len(collisions) > 0 {
		return collisions
	}
	return nil
}

func (db *DB) rewriteUsernameKeys(ctx context.Context, isCaseSensitive bool) error {
	var last models.User
	for {
		users, err := list[models.User](db.read.WithContext(ctx).Select("tenant_id", "id", "username", "username_key").
			Where("username IS NOT NULL AND (tenant_id, id) > (?, ?)", last.TenantID, last.ID).
			Where("tenant_id IN (SELECT id FROM tenants WHERE deleted_at = 0)").
			Order("tenant_id, id").Limit(usernameBatch))
		if err != nil || len(users) == 0 {
			return err
		}
		err = db.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error { return setUsernameKeys(tx, users, isCaseSensitive) })
		if err != nil {
			return translate(err)
		}
		last = users[len(users)-1]
	}
}

func setUsernameKeys(tx *gorm.DB, users []models.User, isCaseSensitive bool) error {
	for i := range users {
		user := &users[i]
		key := models.UsernameKeyOf(*user.Username, isCaseSensitive)
		if user.UsernameKey != nil && *user.UsernameKey == key {
			continue
		}
		// A user renamed meanwhile already has the new key.
		err := tx.Model(&models.User{}).Where("tenant_id = ? AND id = ? AND username = ?", user.TenantID, user.ID, *user.Username).
			Update("username_key", key).Error
		if err != nil {
			return err
		}
	}
	return nil
}
