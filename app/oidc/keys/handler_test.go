package keys_test

import (
	"io"
	"net/http/httptest"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/google/go-cmp/cmp"

	"portico/app/ground/tenant"
	"portico/app/oidc/keys"
	"portico/models"
)

func TestJWKSEndpoint(t *testing.T) {
	h := ensured(t)
	app := fiber.New()
	app.Use(func(c *fiber.Ctx) error {
		c.SetUserContext(tenant.With(c.UserContext(), h.tenant(t, models.TenantDefault)))
		return c.Next()
	})
	app.Get("/jwks", (&keys.Handler{Service: h.keys}).Show)

	response, err := app.Test(httptest.NewRequest("GET", "/jwks", nil), -1)
	must(t, err)
	defer func() { _ = response.Body.Close() }()
	got := map[string]string{"status": response.Status}
	for _, name := range []string{"Content-Type", "Cache-Control", "Access-Control-Allow-Origin"} {
		got[name] = response.Header.Get(name)
	}
	want := map[string]string{
		"status":                      "200 OK",
		"Content-Type":                "application/json",
		"Cache-Control":               "no-cache, max-age=0, must-revalidate",
		"Access-Control-Allow-Origin": "*",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	body, err := io.ReadAll(response.Body)
	must(t, err)
	if string(body) != string(h.set(t).JWKS()) {
		t.Errorf("body %s", body)
	}
}
