package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/google/go-cmp/cmp"

	"portico/app/edge/web"
	"portico/app/ground/fault"
)

func TestReadPick(t *testing.T) {
	tests := []struct {
		name, body string
		query      string
		ids        []string
		isSearch   bool
	}{
		{"nothing", "", "", nil, false},
		{"each once, none empty", "id=b&id=a&id=&id=b", "", []string{"b", "a"}, false},
		{"a search", "q=+x+&act=search&id=a", "x", []string{"a"}, true},
		{"at the limit", ids(500), "", strings.Split(strings.ReplaceAll(ids(500), "id=", ""), "&"), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pick, err := readPick(t, test.body)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.ids, pick.IDs); diff != "" || pick.Query != test.query || pick.IsSearch != test.isSearch {
				t.Errorf("%q, search %t, ids (-want +got):\n%s", pick.Query, pick.IsSearch, diff)
			}
		})
	}
	for _, body := range []string{ids(501), "id=%00"} {
		if _, err := readPick(t, body); fault.From(err).Code != "request.invalid_input" {
			t.Errorf("%.20s: %v", body, err)
		}
	}
}

// ids returns a form with this number of ids.
func ids(number int) string {
	var fields []string
	for i := range number {
		fields = append(fields, fmt.Sprintf("id=%d", i))
	}
	return strings.Join(fields, "&")
}

// readPick reads a picker's form.
func readPick(t *testing.T, body string) (pick web.Pick, err error) {
	t.Helper()
	app := fiber.New()
	app.Post("/", func(c *fiber.Ctx) error {
		pick, err = web.ReadPick(c)
		return nil
	})
	request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	request.Header.Set(fiber.HeaderContentType, fiber.MIMEApplicationForm)
	resp, failed := app.Test(request)
	if failed != nil {
		t.Fatal(failed)
	}
	if failed := resp.Body.Close(); failed != nil {
		t.Fatal(failed)
	}
	return pick, err
}
