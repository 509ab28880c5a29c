package store

import (
	"context"

	"gorm.io/gorm/clause"

	"portico/models"
)

// missingBatch is how many rows one statement inserts: SQLite takes 32,766
// values, Postgres 65,535.
const missingBatch = 500

// AddMissingUsers adds the users whose ids are free, in one transaction, and
// counts them. ErrConflict: a username, e-mail or phone is taken.
func (s *Store) AddMissingUsers(ctx context.Context, users []models.User) (int64, error) {
	for i := range users {
		users[i].TenantID, users[i].SearchKey = s.tenant, models.SearchKeyOf(&users[i])
	}
	return addMissing(ctx, s, users)
}

// AddMissingApplications adds the applications whose ids are free, in one
// transaction, and counts them.
func (s *Store) AddMissingApplications(ctx context.Context, applications []models.Application) (added int64, err error) {
	for i := range applications {
		applications[i].TenantID = s.tenant
	}
	err = s.configure(ctx, func(tx *Store) error {
		added, err = addMissing(ctx, tx, applications)
		return err
	})
	return added, err
}

// AddMissingAuditLogs adds the rows whose ids are free, in one transaction, and
// counts them.
func (s *Store) AddMissingAuditLogs(ctx context.Context, rows []models.AuditLog) (int64, error) {
	for i := range rows {
		rows[i].TenantID = s.tenant
	}
	return addMissing(ctx, s, rows)
}

func addMissing[T any](ctx context.Context, s *Store, rows []T) (added int64, err error) {
	if len(rows) == 0 {
		return 0, nil
	}
	onConflict := clause.OnConflict{Columns: []clause.Column{{Name: "tenant_id"}, {Name: "id"}}, DoNothing: true}
	err = s.InTx(ctx, func(tx *Store) error {
		result := tx.inserter(ctx).Clauses(onConflict).CreateInBatches(rows, missingBatch)
		added = result.RowsAffected
		return translate(result.Error)
	})
	return added, err
}

// AddMissing adds the rows that are not there yet, in one transaction, and
// counts them; tenant is the field of a row that names its tenant. It is for
// rows of what a tenant has configured: resources, roles, organizations and who
// is in them. ErrConflict: something that a row refers to is not there.
func AddMissing[T any](ctx context.Context, s *Store, rows []T, tenant func(*T) *string) (added int64, err error) {
	if len(rows) == 0 {
		return 0, nil
	}
	for i := range rows {
		*tenant(&rows[i]) = s.tenant
	}
	err = s.configure(ctx, func(tx *Store) error {
		result := tx.inserter(ctx).Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(rows, missingBatch)
		added = result.RowsAffected
		return translate(result.Error)
	})
	return added, err
}
