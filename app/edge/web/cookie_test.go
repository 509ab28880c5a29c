package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
)

// answerOf returns the response of a handler for a tenant of an installation.
func answerOf(t *testing.T, id, origin, cookie string, handler fiber.Handler) *http.Response {
	t.Helper()
	app := fiber.New()
	app.Get("/", func(c *fiber.Ctx) error {
		c.SetUserContext(tenant.With(c.UserContext(), &tenant.Tenant{Tenant: models.Tenant{ID: id}, Origin: origin}))
		return handler(c)
	})
	request := httptest.NewRequest(http.MethodGet, "/", nil)
	if cookie != "" {
		request.Header.Set("Cookie", cookie)
	}
	answer, err := app.Test(request, -1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	return answer
}

func TestCookieAttributes(t *testing.T) {
	const http, https = "http://id.example", "https://id.example"
	tests := []struct {
		name, tenant, origin string
		life                 time.Duration
		want                 string // the cookie's name
	}{
		{"default tenant", models.TenantDefault, http, time.Hour, "_session"},
		{"another tenant", models.TenantAdmin, http, time.Hour, "_session_admin"},
		{"https", models.TenantDefault, https, time.Hour, "__Host-_session"},
		{"another tenant over https", models.TenantAdmin, https, time.Hour, "__Host-_session_admin"},
		{"until the browser closes", models.TenantDefault, https, 0, "__Host-_session"},
		{"removed", models.TenantDefault, https, -1, "__Host-_session"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := answerOf(t, test.tenant, test.origin, "", func(c *fiber.Ctx) error {
				web.SetCookie(c, web.CookieSession, "value", test.life)
				return nil
			})
			cookies := answer.Cookies()
			if len(cookies) != 1 {
				t.Fatalf("got %v", cookies)
			}
			got := cookies[0]
			if got.Name != test.want || got.Path != "/" || got.Domain != "" || !got.HttpOnly || got.SameSite != 2 || got.Secure != (test.origin == https) {
				t.Errorf("got %s", got.Raw)
			}
			isGone := !got.Expires.IsZero() && got.Expires.Before(time.Now())
			if isGone != (test.life < 0) || got.MaxAge != max(0, int(test.life.Seconds())) {
				t.Errorf("life %s: %s", test.life, got.Raw)
			}
		})
	}
}

func TestCookieIsTheTenants(t *testing.T) {
	tests := []struct{ name, tenant, origin, cookie, want string }{
		{"default", models.TenantDefault, "http://id.example", "_session=a", "a"},
		{"another tenant's", models.TenantAdmin, "http://id.example", "_session=a", ""},
		{"own of the other tenant", models.TenantAdmin, "http://id.example", "_session=a; _session_admin=b", "b"},
		{"over https without prefix", models.TenantDefault, "https://id.example", "_session=a", ""},
		{"over https", models.TenantDefault, "https://id.example", "__Host-_session=a; _session=b", "a"},
	}
	for _, test := range tests {
		t.Run(""+test.name, func(t *testing.T) {
			answerOf(t, test.tenant, test.origin, test.cookie, func(c *fiber.Ctx) error {
				if got := web.Cookie(c, web.CookieSession); got != test.want {
					t.Errorf("got %q, want %q", got, test.want)
				}
				return nil
			})
		})
	}
}
