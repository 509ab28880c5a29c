package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/models/store"
	"portico/views/component"
	"portico/views/href"
)

// List is a page of a list, and its search query.
type List[T any] struct {
	Rows  []T
	Query string
	Page  Page
}

// ReadList reads the page of a list for the parameters "page" and "q".
func ReadList[T any](c *fiber.Ctx, read func(query string, page store.Page) ([]T, int64, error)) (List[T], error) {
	list := List[T]{Query: strings.TrimSpace(c.Query("q"))}
	var err error
	list.Page, err = ReadPage(c, func(offset, limit int) (found Found, err error) {
		list.Rows, found.Total, err = read(list.Query, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(list.Rows)
		return found, err
	})
	return list, err
}

// Props returns the properties of the list at an address. filters are names and values
// of additional filter parameters; id is that of the part that search and pager
// replace.
func (l List[T]) Props(id, address string, filters ...string) component.ListProps {
	props := component.ListProps{ID: id, URL: address, Query: l.Query, Count: len(l.Rows)}
	for i := 1; i < len(filters); i += 2 {
		props.IsFiltered = props.IsFiltered || filters[i] != ""
	}
	props.Pager = l.Page.Pager(func(number string) string {
		return href.With(address, append([]string{"q", l.Query, "page", number}, filters...)...)
	})
	props.Pager.Target = id
	return props
}
