package web_test

import (
	"net/http/httptest"
	"testing"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/views/component"
)

func TestReadPage(t *testing.T) {
	const total = 45
	tests := []struct {
		query          string
		isCapped       bool
		number         int
		from, to       int
		previous, next string
	}{
		{"", false, 1, 1, 20, "", "/list?2"},
		{"?page=2", false, 2, 21, 40, "/list?", "/list?3"},
		{"?page=3", false, 3, 41, 45, "/list?2", ""},
		{"?page=2", true, 2, 21, 40, "/list?", "/list?3"},
		{"?page=4", false, 1, 1, 20, "", "/list?2"},
		{"?page=0", false, 1, 1, 20, "", "/list?2"},
		{"?page=-1", false, 1, 1, 20, "", "/list?2"},
		{"?page=x", false, 1, 1, 20, "", "/list?2"},
		{"?page=99999999999999999999", false, 1, 1, 20, "", "/list?2"},
	}
	for _, test := range tests {
		t.Run(test.query, func(t *testing.T) {
			var page web.Page
			app := fiber.New()
			app.Get("/", func(c *fiber.Ctx) (err error) {
				page, err = web.ReadPage(c, func(offset, limit int) (web.Found, error) {
					return web.Found{Rows: max(0, min(limit, total-offset)), Total: total, IsCapped: test.isCapped}, nil
				})
				return err
			})
			if _, err := app.Test(httptest.NewRequest("GET", "/"+test.query, nil)); err != nil {
				t.Fatal(err)
			}
			want := component.PagerProps{
				From: test.from, To: test.to, Total: total, IsCapped: test.isCapped, PreviousURL: test.previous, NextURL: test.next,
			}
			got := page.Pager(func(number string) string { return "/list?" + number })
			if page.Number != test.number || got != want {
				t.Errorf("page %d, %+v", page.Number, got)
			}
		})
	}
}
