package api

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"portico/app/ground/actor"
)

// Prefix is the path of the Management API in its tenant.
const Prefix = "/api"

// API is one mount of the Management API.
type API struct {
	huma huma.API
	// registering is the operation being registered, after which its bodies are named.
	registering string
}

// configure sets huma's package variables: errors are of our type, with messages that
// explain can parse, field names are case-sensitive, and lists are never null.
//
//nolint:gochecknoglobals // huma's variables are global, so they are set once per process
var configure = sync.OnceFunc(func() {
	huma.NewError = func(int, string, ...error) huma.StatusError { return &Failure{} }
	huma.NewErrorWithContext = failureOfHuma
	huma.ErrorFormatter = formatted
	huma.ValidateStrictCasing = true
	huma.DefaultArrayNullable = false
})

// New mounts the Management API on a group of routes whose path ends before Prefix.
func New(app *fiber.App, group fiber.Router) *API {
	configure()
	a := &API{}
	format := huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: decode}
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Portico Management API", Version: "1",
				Description: "Everything the console can do. Call it with an access token for the tenant's Management API resource.",
			},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", a.schemaName),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"bearer": {Type: "http", Scheme: "bearer", BearerFormat: "JWT"},
				},
			},
			Security: []map[string][]string{{"bearer": {}}},
		},
		Formats:       map[string]huma.Format{"application/json": format, "json": format},
		DefaultFormat: "application/json",
	}
	config.AllowAdditionalPropertiesByDefault = true
	a.huma = humafiber.NewWithGroup(app, group, config)
	a.huma.UseMiddleware(decodePath)
	return a
}

// schemaName names bodies of anonymous types after their operation, and distinguishes
// types of the same name in different packages; types of records keep their names.
func (a *API) schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	noun := published(t.PkgPath()[strings.LastIndex(t.PkgPath(), "/")+1:])
	switch {
	case strings.HasSuffix(hint, "InputBody") && t.Name() == "":
		return a.registering + "Request"
	case strings.HasSuffix(hint, "OutputBody") && t.Name() == "":
		return a.registering + "Response"
	case t.Name() == "", noun == "", noun == "models", strings.HasPrefix(strings.ToLower(name), noun):
		return name
	}
	return strings.ToUpper(noun[:1]) + noun[1:] + name
}

// published returns a package's name in the names of its bodies. Published names never
// change, since clients are generated from them.
func published(noun string) string {
	switch noun {
	case "organizationrole":
		return "template"
	case "tenant":
		return "tenancy"
	case "signingkey":
		return "keys"
	case "explanation", "session":
		return "user"
	case "secret":
		return "" // its bodies are named after their holders
	}
	return noun
}

// Operation describes a route.
type Operation struct {
	ID string // unique, such as "ListUsers"
	// Route is the method and the path below Prefix, such as "GET /users/{userId}".
	Route   string
	Tag     string // section of the document, such as "Users"
	Summary string
	// Description adds to the summary; optional.
	Description string
	// Status of success; 0 means 204 for DELETE and 200 otherwise.
	Status int
	// OtherStatuses are further success statuses with the same body; the handler chooses.
	OtherStatuses []int
	// Errors are error statuses in addition to 400, 401 and 403.
	Errors []int
	// Access is required to call; by default Read for GET and Change otherwise.
	Access actor.Access
	// IsInstallationWide operations do not belong to a tenant: they are only in the
	// APIs of the built-in tenants, so that a token for another tenant's API cannot
	// call them.
	IsInstallationWide bool
	// Params are query parameters without a field in the input.
	Params []*huma.Param
}

// access returns the access that an actor needs.
func (o Operation) access() actor.Access {
	switch {
	case o.Access != actor.None:
		return o.Access
	case strings.HasPrefix(o.Route, http.MethodGet+" "):
		return actor.Read
	}
	return actor.Change
}

// Register adds a route. Input and output are structs with huma's tags; errors of
// handle are faults, or else internal.
func Register[I, O any](a *API, o Operation, handle func(context.Context, *I) (*O, error)) {
	a.registering = o.ID
	expected := &body{api: a.huma, registry: a.huma.OpenAPI().Components.Schemas}
	method, path, _ := strings.Cut(o.Route, " ")
	if method == http.MethodDelete && o.Status == 0 {
		o.Status = http.StatusNoContent
	}
	op := huma.Operation{
		OperationID: o.ID, Method: method, Path: Prefix + path, Tags: []string{o.Tag},
		Summary: o.Summary, Description: o.Description, DefaultStatus: o.Status, Parameters: o.Params,
		Errors:      statuses(o),
		Middlewares: huma.Middlewares{requireAccess(o), expected.check},
		Extensions:  map[string]any{extensionAccess: o.access().String()},
		Responses:   map[string]*huma.Response{},
		// expected has already validated it; huma would parse it again.
		SkipValidateBody: true,
	}
	for _, status := range o.OtherStatuses {
		op.Responses[statusText(status)] = &huma.Response{Description: http.StatusText(status)}
	}
	huma.Register(a.huma, op, func(ctx context.Context, input *I) (*O, error) {
		output, err := handle(ctx, input)
		if err != nil {
			return nil, fail(ctx, err)
		}
		return output, nil
	})
	registered := operationAt(a.huma.OpenAPI(), op.Method, op.Path)
	for _, status := range o.OtherStatuses {
		registered.Responses[statusText(status)].Content = registered.Responses[statusText(op.DefaultStatus)].Content
	}
	forget422(registered, o)
	documentPath(registered, path)
	expected.schema = schemaOf(registered.RequestBody)
}

// statuses lists an operation's error statuses; text that cannot be stored is always
// 400.
func statuses(o Operation) []int {
	all := append([]int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden}, o.Errors...)
	slices.Sort(all)
	return slices.Compact(all)
}

// forget422 removes the response that huma documents for every operation with input;
// invalid input is 400 here.
func forget422(registered *huma.Operation, o Operation) {
	if !slices.Contains(o.Errors, http.StatusUnprocessableEntity) {
		delete(registered.Responses, statusText(http.StatusUnprocessableEntity))
	}
}

// schemaOf returns the schema of a JSON body; nil if there is none.
func schemaOf(request *huma.RequestBody) *huma.Schema {
	if request == nil || request.Content["application/json"] == nil {
		return nil
	}
	return request.Content["application/json"].Schema
}
