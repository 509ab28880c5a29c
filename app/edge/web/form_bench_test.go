package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
)

// fixed always derives the same value.
type fixed struct{}

func (fixed) Derive(string, ...[]byte) []byte { return []byte("secret") }

// BenchmarkForm measures checking a form's origin and reading it.
func BenchmarkForm(b *testing.B) {
	app := fiber.New()
	var token string
	app.Use(func(c *fiber.Ctx) error {
		c.SetUserContext(tenant.With(c.UserContext(), &tenant.Tenant{Tenant: models.Tenant{ID: models.TenantDefault}}))
		token = web.CSRFToken(c, fixed{})
		return c.Next()
	}, web.SameOrigin(fixed{}))
	app.Post("/", func(c *fiber.Ctx) error {
		_, err := web.Form(c)
		return err
	})
	handle := app.Handler()
	send := func() int {
		var c fasthttp.RequestCtx
		c.Request.Header.SetMethod(http.MethodPost)
		c.Request.SetRequestURI("/")
		c.Request.Header.SetCookie(web.CookieCSRF, "seed")
		c.Request.Header.SetContentType("application/x-www-form-urlencoded")
		c.Request.SetBodyString("csrf=" + token + "&name=Ada+Lovelace&description=" + strings.Repeat("a+b", 100) +
			"&username=ada&email=ada%40example.com&phone=123&redirect=https%3A%2F%2Fapp.example%2Fcallback")
		handle(&c)
		return c.Response.StatusCode()
	}
	send() // creates the token
	if status := send(); status != http.StatusOK {
		b.Fatal(status)
	}
	b.ReportAllocs()
	for b.Loop() {
		send()
	}
}
