package store

import (
	"context"
	"math"

	"gorm.io/gorm"
)

// Page is a part of a list.
type Page struct {
	// Offset is the number of rows to skip.
	Offset int
	// Limit is the maximum number of rows; 0 means all.
	Limit int
}

// of narrows a query to the page.
func (p Page) of(query *gorm.DB) *gorm.DB {
	if p.Limit == 0 {
		p.Limit = math.MaxInt32 // SQLite has no OFFSET without a LIMIT
	}
	return query.Offset(p.Offset).Limit(p.Limit)
}

// total returns the length of the whole list if a page of so many rows reveals it:
// a page that is not full is the last.
func (p Page) total(rows int) (total int64, ok bool) {
	ok = (rows < p.Limit || p.Limit == 0) && (rows > 0 || p.Offset == 0)
	return int64(p.Offset + rows), ok
}

// count counts the rows of a query.
func count(query *gorm.DB) (int64, error) {
	var total int64
	err := query.Count(&total).Error
	return total, translate(err)
}

// ordered reads a page of a list in an order, and counts the list unless the page
// reveals its length.
func ordered[T any](query func() *gorm.DB, order string, page Page) (rows []T, total int64, err error) {
	if rows, err = list[T](page.of(query().Order(order))); err != nil {
		return nil, 0, err
	}
	total, err = page.counted(len(rows), query)
	return rows, total, err
}

// counted returns the length of the whole list, of which the page has so many rows.
func (p Page) counted(rows int, query func() *gorm.DB) (int64, error) {
	if total, ok := p.total(rows); ok {
		return total, nil
	}
	return count(query())
}

// anywhere starts a query without the tenant condition; the caller adds it to its parts.
func (s *conn) anywhere(ctx context.Context) *gorm.DB {
	if s.tx != nil {
		return s.tx.WithContext(ctx)
	}
	return s.db.read.WithContext(ctx)
}
