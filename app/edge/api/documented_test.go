package api_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
)

// What is served is documented, and what is documented is served.
func TestDocumentIsComplete(t *testing.T) {
	p := servertest.New(t)
	operations, _ := documented(t, p)
	var described []string
	for _, o := range operations {
		described = append(described, o.method+" /api"+o.path)
	}
	// Open to all, and not operations on a tenant: readiness and the document.
	open := []string{"GET /api/status", "GET /api/swagger.json", "GET /api/.well-known/management.openapi.json"}
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
		if !slices.Contains([]string{"read", "change", "administer"}, o.access) {
			t.Errorf("%s: the access is %q", id, o.access)
		}
		if o.access == "read" && o.method != "GET" {
			t.Errorf("%s changes something for those who may only read", id)
		}
		for _, place := range o.places() {
			if _, name, _ := strings.Cut(place, "/"); !slices.Contains(o.params, strings.Trim(name, "{}")) {
				t.Errorf("%s does not read %s of its path", id, name)
			}
		}
	}
}

// Both addresses have the same document, in every tenant.
func TestDocumentAddresses(t *testing.T) {
	p := servertest.New(t)
	first := p.API("GET", "/api/swagger.json", "", "")
	for _, path := range []string{"/api/.well-known/management.openapi.json", "/t/admin/api/swagger.json"} {
		if answer := p.API("GET", path, "", ""); answer.StatusCode != 200 || answer.Text != first.Text {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}
