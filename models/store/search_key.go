package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// searchKeyBatch is how many search keys one transaction writes.
const searchKeyBatch = 1000

// fillSearchKeys writes the search keys of users added by a release without them.
// A partial index on users without a key makes it cheap when there are none.
func (db *DB) fillSearchKeys(ctx context.Context) error {
	for {
		users, err := list[models.User](db.write.WithContext(ctx).Where("search_key = ''").Limit(searchKeyBatch))
		if err != nil || len(users) == 0 {
			return err
		}
		err = db.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			for _, user := range users {
				err := tx.Model(&models.User{}).Where("tenant_id = ? AND id = ?", user.TenantID, user.ID).
					Update("search_key", models.SearchKeyOf(&user)).Error
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return translate(err)
		}
	}
}
