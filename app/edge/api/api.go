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

// Prefix is where the Management API stands in its tenant.
const Prefix = "/api"

// API is one mount of the Management API.
type API struct {
	huma huma.API
	// registering is the operation whose bodies get their names in the document.
	registering string
}

// configure sets what huma keeps in variables of its own package: its errors
// are ours, their messages can be taken apart, names of fields count letter by
// letter, and lists are never null.
//
//nolint:gochecknoglobals // once for the process, since huma's variables are
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
				Description: "Everything that the console does. Call it with an access token for the tenant's Management API resource.",
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

// schemaName names bodies without a type of their own by their operation, and
// tells types of the same name in two packages apart; those of the records keep
// theirs.
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

// published is the name of a package in the names of its bodies: they stay as
// they were first published, for the clients that were generated from them.
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
		return "" // its bodies are named for their holders
	}
	return noun
}

// Operation describes a route.
type Operation struct {
	ID string // unique, for example "ListUsers"
	// Route is the method and the path below Prefix, for example "GET /users/{userId}".
	Route   string
	Tag     string // the section of the document, for example "Users"
	Summary string
	// Description says what the summary does not; optional.
	Description string
	// Status of success; where it is 0, 204 for DELETE and 200 for the rest.
	Status int
	// OtherStatuses of success are listed too; the handler chooses.
	OtherStatuses []int
	// Errors are the statuses of errors beside 400, 401 and 403.
	Errors []int
	// Access is needed to call; by default Read for GET and Change for the rest.
	Access actor.Access
	// IsInstallationWide operations are about no tenant: they stand in the APIs of
	// the built-in tenants alone, so that a token for another tenant's API cannot
	// call them.
	IsInstallationWide bool
	// Params are query parameters that the input's fields do not show.
	Params []*huma.Param
}

// access is what an actor needs.
func (o Operation) access() actor.Access {
	switch {
	case o.Access != actor.None:
		return o.Access
	case strings.HasPrefix(o.Route, http.MethodGet+" "):
		return actor.Read
	}
	return actor.Change
}

// Register adds a route. Input and output are structs as huma reads them; the
// errors of handle are faults, or internal.
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
		// expected has checked it: huma would parse it a second time.
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
	forget422(registered, o)
	documentPath(registered, path)
	expected.schema = schemaOf(registered.RequestBody)
}

// statuses lists the errors that an operation can end in; text that cannot be
// stored is 400 everywhere.
func statuses(o Operation) []int {
	all := append([]int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden}, o.Errors...)
	slices.Sort(all)
	return slices.Compact(all)
}

// forget422 takes out of the document what huma adds to every operation with
// input; bad input is 400 here.
func forget422(registered *huma.Operation, o Operation) {
	if !slices.Contains(o.Errors, http.StatusUnprocessableEntity) {
		delete(registered.Responses, statusText(http.StatusUnprocessableEntity))
	}
}

// schemaOf is what a JSON body must be; nil if none is taken.
func schemaOf(request *huma.RequestBody) *huma.Schema {
	if request == nil || request.Content["application/json"] == nil {
		return nil
	}
	return request.Content["application/json"].Schema
}
