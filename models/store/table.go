package store

import (
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Table reads and writes the records of one kind by their ids.
type Table[T any] struct {
	*conn
	// key points to the fields of a record that name its tenant and its id.
	key func(*T) (tenant, id *string)
	// updated are the fields that Update writes; none: all but the tenant, the
	// id and the time of creation.
	updated []string
	// isConfiguration says that the records are part of the tenant's
	// configuration: each change counts its revision up.
	isConfiguration bool
}

// errHeldOutside: a lock would end with the statement that takes it.
var errHeldOutside = errors.New("a record is held outside a transaction")

// Get reads a record by its id. ErrNotFound: there is none.
func (t Table[T]) Get(ctx context.Context, id string) (*T, error) {
	return first[T](t.reader(ctx).Where("id = ?", id))
}

// Hold reads a record and keeps it from being changed or held by others until
// the transaction ends. ErrNotFound: there is none.
func (t Table[T]) Hold(ctx context.Context, id string) (*T, error) {
	if t.tx == nil {
		return nil, errHeldOutside
	}
	return first[T](locked(t.reader(ctx)).Where("id = ?", id))
}

// locked has a query lock the rows that it reads, so that of two transactions
// the second waits for the end of the first. Rows that refer to a locked one can
// still be added. SQLite has one writer at a time and leaves the clause out.
func locked(query *gorm.DB) *gorm.DB {
	return query.Clauses(clause.Locking{Strength: "NO KEY UPDATE"})
}

// ByID reads the records of some ids, in the order of the ids; those without a
// record are left out.
func (t Table[T]) ByID(ctx context.Context, ids []string) ([]T, error) {
	var records []T
	err := inBatches(ids, func(ids []string) error {
		some, err := list[T](t.reader(ctx).Where("id IN ?", ids).Order("id"))
		records = append(records, some...)
		return err
	})
	return records, err
}

// Insert adds a record to the tenant. ErrConflict: a unique value is taken, or a
// record that it refers to does not exist.
func (t Table[T]) Insert(ctx context.Context, record *T) error {
	tenant, _ := t.key(record)
	return t.change(ctx, func(c *conn) error { return insert(ctx, c, record, tenant) })
}

// insert adds a record; tenant is its field that names the tenant.
func insert[T any](ctx context.Context, c *conn, record *T, tenant *string) error {
	*tenant = c.tenant
	return translate(c.inserter(ctx).Create(record).Error)
}

// Update writes a record. ErrNotFound: there is none with its id. ErrConflict: a
// unique value is taken.
func (t Table[T]) Update(ctx context.Context, record *T) error {
	_, id := t.key(record)
	return t.change(ctx, func(c *conn) error {
		query := c.writer(ctx).Model(new(T)).Where("id = ?", *id)
		if len(t.updated) > 0 {
			return changed(query.Select(t.updated).Updates(record))
		}
		return changed(query.Select("*").Omit("TenantID", "ID", "CreatedAt").Updates(record))
	})
}

// Delete removes a record with everything that belongs to it. ErrNotFound:
// there is none.
func (t Table[T]) Delete(ctx context.Context, id string) error {
	return t.change(ctx, func(c *conn) error { return changed(c.writer(ctx).Where("id = ?", id).Delete(new(T))) })
}

// in is the same table in a transaction.
func (t Table[T]) in(c *conn) Table[T] {
	t.conn = c
	return t
}

// change runs a write, and counts the revision up where the records are configuration.
func (t Table[T]) change(ctx context.Context, write func(*conn) error) error {
	if !t.isConfiguration {
		return write(t.conn)
	}
	return t.configure(ctx, func(tx *Store) error { return write(tx.conn) })
}

// newTable is the table of the records of T; see Table for its parts.
func newTable[T any](c *conn, key func(*T) (tenant, id *string), updated ...string) Table[T] {
	return Table[T]{conn: c, key: key, updated: updated}
}

// asConfiguration has each change count the tenant's revision up.
func (t Table[T]) asConfiguration() Table[T] {
	t.isConfiguration = true
	return t
}
