package user

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"portico/models/store"
	"portico/views/component"
	"portico/views/href"
)

const (
	pageRows = 20
	maxPage  = 1_000_000 // beyond any list
)

// page is the number of a page of a list, counted from 1.
type page int

// pageOf is the page that an address asks for; what is no such number is the first.
func pageOf(c *fiber.Ctx) page {
	number, err := strconv.Atoi(c.Query("page"))
	if err != nil || number < 1 || number > maxPage {
		return 1
	}
	return page(number)
}

func (p page) rows() store.Page {
	return store.Page{Offset: (int(p) - 1) * pageRows, Limit: pageRows}
}

// pager leads on from the page, which has this many rows of a list. The state of
// the list are the pairs of href.With.
func (p page) pager(path, target string, rows int, total int64, state ...string) component.PagerProps {
	first := p.rows().Offset
	pager := component.PagerProps{From: first + 1, To: first + rows, Total: total, Target: target}
	if p > 1 {
		pager.PreviousURL = (p - 1).url(path, state)
	}
	if int64(pager.To) < total {
		pager.NextURL = (p + 1).url(path, state)
	}
	return pager
}

func (p page) url(path string, state []string) string {
	number := ""
	if p > 1 {
		number = strconv.Itoa(int(p))
	}
	return href.With(path, append(state[:len(state):len(state)], "page", number)...)
}
