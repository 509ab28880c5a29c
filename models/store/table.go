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
	// key returns pointers to a record's tenant and id fields.
	key func(*T) (tenant, id *string)
	// updated lists the fields that Update writes; if empty, all but the tenant, the
	// id and the creation time.
	updated []string
	// isConfiguration reports whether the records are part of the tenant's
	// configuration, so that each change increments its revision.
	isConfiguration bool
}

// errHeldOutside: outside a transaction, a lock would end with its statement.
var errHeldOutside = errors.New("a record is held outside a transaction")

// Get reads a record by its id. ErrNotFound: there is none.
func (t Table[T]) Get(ctx context.Context, id string) (*T, error) {
	return first[T](t.reader(ctx).Where("id = ?", id))
}

// Hold reads a record and locks it, so that others can neither change nor hold it
// until the transaction ends. ErrNotFound: there is none.
func (t Table[T]) Hold(ctx context.Context, id string) (*T, error) {
	if t.tx == nil {
		return nil, errHeldOutside
	}
	return first[T](locked(t.reader(ctx)).Where("id = ?", id))
}

// locked makes a query lock the rows that it reads, so that a second transaction
// waits for the first. Rows that refer to a locked one can still be added. SQLite
// has a single writer, and GORM omits the clause.
func locked(query *gorm.DB) *gorm.DB {
	return query.Clauses(clause.Locking{Strength: "NO KEY UPDATE"})
}

// ByID reads the records with the given ids, sorted by id; ids without a record are
// left out.
func (t Table[T]) ByID(ctx context.Context, ids []string) ([]T, error) {
	var records []T
	err := inBatches(ids, func(ids []string) error {
		batch, err := list[T](t.reader(ctx).Where("id IN ?", ids).Order("id"))
		records = append(records, batch...)
		return err
	})
	return records, err
}

// Insert adds a record to the tenant. ErrConflict: a unique value is taken, or a
// referenced record does not exist.
func (t Table[T]) Insert(ctx context.Context, record *T) error {
	tenant, _ := t.key(record)
	return t.change(ctx, func(c *conn) error { return insert(ctx, c, record, tenant) })
}

// insert adds a record; tenant points to its tenant field.
func insert[T any](ctx context.Context, c *conn, record *T, tenant *string) error {
	*tenant = c.tenant
	return translate(c.inserter(ctx).Create(record).Error)
}

// Update writes a record. ErrNotFound: there is no record with its id. ErrConflict: a
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

// in returns the same table on another connection.
func (t Table[T]) in(c *conn) Table[T] {
	t.conn = c
	return t
}

// change runs a write, and increments the revision if the records are configuration.
func (t Table[T]) change(ctx context.Context, write func(*conn) error) error {
	if !t.isConfiguration {
		return write(t.conn)
	}
	return t.configure(ctx, func(tx *Store) error { return write(tx.conn) })
}

// newTable returns a table of T; see Table's fields for the parameters.
func newTable[T any](c *conn, key func(*T) (tenant, id *string), updated ...string) Table[T] {
	return Table[T]{conn: c, key: key, updated: updated}
}

// asConfiguration makes each change increment the tenant's revision.
func (t Table[T]) asConfiguration() Table[T] {
	t.isConfiguration = true
	return t
}
