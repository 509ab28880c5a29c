package api_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
)

// All served routes are documented, and all documented ones are served.
func TestDocumentIsComplete(t *testing.T) {
	p := servertest.New(t)
	operations, _ := documented(t, p)
	var described []string
	for _, o := range operations {
		described = append(described, o.method+" /api"+o.path)
	}
	// Not operations on a tenant: readiness, the document, and what a user's browser does
	// during a sign-in.
	open := []string{
		"GET /api/status", "GET /api/swagger.json", "GET /api/.well-known/management.openapi.json",
		"GET /api/interaction/consent", "POST /api/interaction/consent",
	}
	param := regexp.MustCompile(`:(\w+)`)
	var served []string
	for _, route := range p.Routes() {
		if _, path, _ := strings.Cut(route, " "); strings.HasPrefix(path, "/api/") && !slices.Contains(open, route) {
			served = append(served, param.ReplaceAllString(route, "{$1}"))
		}
	}
	slices.Sort(described)
	slices.Sort(served)
	if diff := cmp.Diff(described, served); diff != "" {
		t.Errorf("documented (-) and served (+):\n%s", diff)
	}
}

func TestDocumentOfOperations(t *testing.T) {
	operations, _ := documented(t, servertest.New(t))
	for id, o := range operations {
		if !slices.Contains([]string{"read", "change", "control", "administer"}, o.access) {
			t.Errorf("%s: access %q", id, o.access)
		}
		if o.access == "read" && o.method != "GET" {
			t.Errorf("%s changes something but only requires read access", id)
		}
		for _, place := range o.places() {
			if _, name, _ := strings.Cut(place, "/"); !slices.Contains(o.params, strings.Trim(name, "{}")) {
				t.Errorf("%s does not read %s of its path", id, name)
			}
		}
	}
}

// The document is the same in every tenant.
func TestDocumentAddresses(t *testing.T) {
	p := servertest.New(t)
	for _, path := range []string{"/api/swagger.json", "/api/.well-known/management.openapi.json"} {
		first, again := p.API("GET", path, "", ""), p.API("GET", "/t/admin"+path, "", "")
		if again.StatusCode != 200 || first.Text != again.Text {
			t.Errorf("%s: %d", path, again.StatusCode)
		}
	}
}

// /api/swagger.json is valid OpenAPI 3.0 with inlined schemas, and describes the same
// operations as the OpenAPI 3.1 document.
func TestInlineDocument(t *testing.T) {
	p := servertest.New(t)
	text := p.API("GET", "/api/swagger.json", "", "").Text
	if strings.Contains(text, `"$ref"`) {
		t.Error("it has references")
	}
	document, err := openapi3.NewLoader().LoadFromData([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := document.Validate(t.Context()); err != nil || !strings.HasPrefix(document.OpenAPI, "3.0.") {
		t.Errorf("version %s: %v", document.OpenAPI, err)
	}
	whole, err := openapi3.NewLoader().LoadFromData([]byte(p.API("GET", "/api/.well-known/management.openapi.json", "", "").Text))
	if err != nil || !strings.HasPrefix(whole.OpenAPI, "3.1.") {
		t.Fatalf("version %s: %v", whole.OpenAPI, err)
	}
	if diff := cmp.Diff(operationsOf(whole), operationsOf(document)); diff != "" {
		t.Error(diff)
	}
	user := document.Paths.Value("/api/users/{userId}").Get.Responses.Value("200").Value.Content.Get("application/json").Schema.Value
	if user.Properties["username"] == nil || !user.Properties["username"].Value.Nullable {
		t.Error("a user's username is not nullable")
	}
}

func operationsOf(document *openapi3.T) []string {
	var operations []string
	for path, item := range document.Paths.Map() {
		for method, operation := range item.Operations() {
			operations = append(operations, method+" "+path+" "+operation.OperationID)
		}
	}
	slices.Sort(operations)
	return operations
}
