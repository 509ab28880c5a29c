package store

import (
	"context"

	"gorm.io/gorm/clause"

	"portico/models"
)

// missingBatch is how many rows one statement inserts: SQLite allows 32,766
// parameters, Postgres 65,535.
const missingBatch = 500

// AddMissing adds the records whose ids are not taken, in one transaction, and
// returns how many it added. ErrConflict: another unique value is taken, or a
// referenced record does not exist.
func (t Table[T]) AddMissing(ctx context.Context, records []T) (added int64, err error) {
	for i := range records {
		tenant, _ := t.key(&records[i])
		*tenant = t.tenant
	}
	byID := clause.OnConflict{Columns: []clause.Column{{Name: "tenant_id"}, {Name: "id"}}, DoNothing: true}
	err = t.inTx(ctx, func(tx *Store) error {
		return t.in(tx.conn).change(ctx, func(c *conn) error {
			added, err = addMissing(ctx, c, byID, records)
			return err
		})
	})
	return added, err
}

// AddMissing adds the users whose ids are not taken: see Table.AddMissing.
func (s Users) AddMissing(ctx context.Context, users []models.User) (int64, error) {
	for i := range users {
		users[i].SearchKey = models.SearchKeyOf(&users[i])
	}
	return s.Table.AddMissing(ctx, users)
}

// AddMissing adds the rows that do not exist yet, in one transaction, and returns
// how many it added; tenant returns a row's tenant field. It is for a tenant's
// configuration: resources, roles, organizations and their members. ErrConflict:
// a referenced record does not exist.
func AddMissing[T any](ctx context.Context, s *Store, rows []T, tenant func(*T) *string) (added int64, err error) {
	if len(rows) == 0 {
		return 0, nil
	}
	for i := range rows {
		*tenant(&rows[i]) = s.tenant
	}
	err = s.configure(ctx, func(tx *Store) error {
		added, err = addMissing(ctx, tx.conn, clause.OnConflict{DoNothing: true}, rows)
		return err
	})
	return added, err
}

func addMissing[T any](ctx context.Context, c *conn, unless clause.OnConflict, rows []T) (int64, error) {
	if len(rows) == 0 {
		return 0, nil
	}
	result := c.inserter(ctx).Clauses(unless).CreateInBatches(rows, missingBatch)
	return result.RowsAffected, translate(result.Error)
}

// addRows adds the rows that do not exist yet, in one transaction.
func addRows[T any](ctx context.Context, s *conn, rows []T) error {
	return s.inTx(ctx, func(tx *Store) error {
		_, err := addMissing(ctx, tx.conn, clause.OnConflict{DoNothing: true}, rows)
		return err
	})
}
