package application

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/tenant"
	"portico/app/web"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/application"
	"portico/views/href"
)

const (
	rowsOnPage = 20
	maxPage    = 1_000_000
)

func (h *Console) list(c *fiber.Ctx) error {
	t := tenant.From(c.UserContext())
	props := view.ListProps{
		IsThirdParty: c.Query("kind") == view.KindThirdParty,
		Query:        strings.TrimSpace(c.Query("q")),
		Type:         typeOf(c.Query("type")),
		APIURL:       apiURL(t),
	}
	page, total, err := pageOf(c, func(page store.Page) (rows int, total int64, err error) {
		props.Applications, total, err = listed(c.UserContext(), t.Store, props, page)
		return len(props.Applications), total, err
	})
	if err != nil {
		return err
	}
	props.Pager = pager(page, len(props.Applications), total, func(page string) string {
		return href.With(web.Console(c).Applications(),
			"kind", c.Query("kind"), "q", props.Query, "type", string(props.Type), "page", page)
	})
	props.Pager.Target = view.ListTarget
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(props), view.ListTable(props))
}

// listed finds the applications that a list shows.
func listed(ctx context.Context, records *store.Store, asked view.ListProps, page store.Page) ([]models.Application, int64, error) {
	filter := store.ApplicationFilter{IsThirdParty: &asked.IsThirdParty}
	if asked.Type != "" {
		filter.Types = []models.ApplicationType{asked.Type}
	}
	if asked.Query != "" {
		filter.Search.Terms = []store.SearchTerm{{Mode: store.SearchLike, Values: []string{store.Containing(asked.Query)}}}
	}
	found, total, err := records.Applications(ctx, filter, page)
	if errors.Is(err, store.ErrPattern) {
		return nil, 0, nil // no field holds such a text
	}
	return found, total, err
}

// typeOf is the type of this name, "" when there is none.
func typeOf(name string) models.ApplicationType {
	if kind := models.ApplicationType(name); slices.Contains(models.ApplicationTypes(), kind) {
		return kind
	}
	return ""
}

// pageOf reads the page of a list that is asked for: it returns its number,
// from 1, and the rows of all pages. Beyond the last it is the first.
func pageOf(c *fiber.Ctx, read func(store.Page) (rows int, total int64, err error)) (int, int64, error) {
	number, err := strconv.Atoi(c.Query("page"))
	if err != nil || number < 1 || number > maxPage {
		number = 1
	}
	rows, total, err := read(store.Page{Offset: (number - 1) * rowsOnPage, Limit: rowsOnPage})
	if err == nil && rows == 0 && number > 1 {
		number = 1
		_, total, err = read(store.Page{Limit: rowsOnPage})
	}
	return number, total, err
}

// pager says which rows a page shows; address is that of a page by its number,
// "" for the first.
func pager(page, rows int, total int64, address func(page string) string) component.PagerProps {
	before := (page - 1) * rowsOnPage
	props := component.PagerProps{From: before + 1, To: before + rows, Total: total}
	switch {
	case page == 2:
		props.PreviousURL = address("")
	case page > 2:
		props.PreviousURL = address(strconv.Itoa(page - 1))
	}
	if int64(before+rows) < total {
		props.NextURL = address(strconv.Itoa(page + 1))
	}
	return props
}
