package store

import (
	"slices"

	"gorm.io/gorm"
)

// newest reads a page of a list, newest first, and counts the list.
func newest[T any](query func() *gorm.DB, page Page, read func(*gorm.DB) ([]T, error)) (rows []T, total int64, err error) {
	return newestOf(query, func() (int64, error) { return count(query().Model(new(T))) }, page, read)
}

// newestOf is newest of a list that counts in a way of its own. It counts only
// where the page does not tell, and walks from the end that is nearer.
func newestOf[T any](query func() *gorm.DB, counted func() (int64, error), page Page, read func(*gorm.DB) ([]T, error)) (
	rows []T, total int64, err error,
) {
	if page.Offset > 0 {
		if total, err = counted(); err != nil {
			return nil, 0, err
		}
		if int64(page.Offset) >= total {
			return nil, total, nil
		}
		if int64(page.Offset) > total/2 {
			rows, err = read(page.fromEnd(int(total)).of(query().Order("created_at, id")))
			slices.Reverse(rows)
			return rows, total, err
		}
	}
	if rows, err = read(page.of(query().Order("created_at DESC, id DESC"))); err != nil {
		return nil, 0, err
	}
	if page.Offset == 0 {
		ok := false
		if total, ok = page.total(len(rows)); !ok {
			total, err = counted()
		}
	}
	return rows, total, err
}

// fromEnd is the same page of a list of so many rows in the opposite order; it
// begins before the end of the list.
func (p Page) fromEnd(total int) Page {
	rest := total - p.Offset
	if p.Limit == 0 || p.Limit > rest {
		p.Limit = rest
	}
	return Page{Offset: rest - p.Limit, Limit: p.Limit}
}
