package api_test

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"portico/app/edge/api"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/models"
)

// BenchmarkRequest measures reading a request: one with a body, and one of a list with
// parameters.
func BenchmarkRequest(b *testing.B) {
	app := fiber.New()
	app.Use(func(c *fiber.Ctx) error {
		ctx := actor.With(c.UserContext(), actor.Actor{Kind: actor.Operator, Access: actor.Administer})
		c.SetUserContext(tenant.With(ctx, &tenant.Tenant{Tenant: models.Tenant{ID: models.TenantDefault}}))
		return c.Next()
	}, api.RefuseUnstorable)
	routes := api.New(app, app)
	type input struct {
		Body struct {
			Name       string         `json:"name" minLength:"1" maxLength:"128"`
			RoleIDs    []string       `json:"roleIds" maxItems:"100"`
			CustomData map[string]any `json:"customData"`
		}
	}
	type query struct {
		api.Page
		api.Search
	}
	api.Register(routes, api.Operation{
		ID: "Create", Route: "POST /things", Tag: "Things",
	},
		func(context.Context, *input) (*struct{}, error) { return nil, nil }) //nolint:nilnil // no answer
	api.Register(routes, api.Operation{
		ID: "List", Route: "GET /things", Tag: "Things",
	},
		func(_ context.Context, q *query) (*struct{}, error) {
			_, err := q.Search.Store([]string{"name"})
			return nil, err
		})

	data := map[string]any{}
	for _, name := range strings.Fields("a b c d e f g h i j k l m n o p q r s t u v w x y z") {
		data[name] = map[string]any{"text": strings.Repeat(name, 20), "number": 1.5, "list": []any{true, nil, "x"}}
	}
	body, err := json.Marshal(map[string]any{"name": "A", "roleIds": []string{"a", "b"}, "customData": data})
	if err != nil {
		b.Fatal(err)
	}
	for _, request := range []struct {
		name, method, path string
		body               []byte
	}{
		{"body", http.MethodPost, "/api/things", body},
		{"query", http.MethodGet, "/api/things?page=2&page_size=50&search.name=%25ada%25&mode=like&joint=and", nil},
	} {
		b.Run(request.name, func(b *testing.B) {
			handle := app.Handler()
			connection, other := net.Pipe() // huma sets deadlines on it
			defer connection.Close()
			defer other.Close()
			b.ReportAllocs()
			for b.Loop() {
				var c fasthttp.RequestCtx
				c.Init2(connection, nil, false)
				c.Request.Header.SetMethod(request.method)
				c.Request.SetRequestURI(request.path)
				c.Request.Header.SetContentType("application/json")
				c.Request.SetBody(request.body)
				handle(&c)
				if status := c.Response.StatusCode(); status != http.StatusNoContent && status != http.StatusOK {
					b.Fatalf("%d %s", status, c.Response.Body())
				}
			}
		})
	}
}
