package store

import (
	"slices"

	"gorm.io/gorm"
)

// newest reads a page of a list, newest first, and counts the whole list.
func newest[T any](query func() *gorm.DB, page Page, read func(*gorm.DB) ([]T, error)) (rows []T, total int64, err error) {
	return newestOf(query, func() (int64, error) { return count(query().Model(new(T))) }, page, read)
}

// newestOf is newest with a custom count. It counts only if the page does not show
// where the list ends, and reads from whichever end of the list is nearer.
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

// fromEnd returns the same page of a list of total rows in reverse order. The page
// must begin before the end of the list.
func (p Page) fromEnd(total int) Page {
	left := total - p.Offset
	if p.Limit == 0 || p.Limit > left {
		p.Limit = left
	}
	return Page{Offset: left - p.Limit, Limit: p.Limit}
}
