package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/fault"
)

// Missing responds to requests without a route: 404, or 405 with the methods that the
// address supports (RFC 9110, section 15.5.6).
func (a *API) Missing(c *fiber.Ctx) error {
	_, path, _ := strings.Cut(c.Path(), Prefix+"/")
	allowed := a.methods("/" + path)
	if len(allowed) == 0 {
		return fault.New(fault.Missing, "entity.not_found")
	}
	c.Set(fiber.HeaderAllow, strings.Join(allowed, ", "))
	return AnswerStatus(c, fiber.StatusMethodNotAllowed, "request.method_not_allowed")
}

// methods lists the documented methods of a path.
func (a *API) methods(path string) []string {
	var allowed []string
	for template := range a.Document().Paths {
		if !fits(strings.TrimPrefix(template, Prefix), path) {
			continue
		}
		for _, method := range []string{http.MethodDelete, http.MethodGet, http.MethodPatch, http.MethodPost, http.MethodPut} {
			if operationAt(a.Document(), method, template) != nil && !slices.Contains(allowed, method) {
				allowed = append(allowed, method)
			}
		}
	}
	if slices.Contains(allowed, http.MethodGet) {
		allowed = append(allowed, http.MethodHead)
	}
	slices.Sort(allowed)
	return allowed
}

// fits reports whether a path matches a template such as /users/{userId}.
func fits(template, path string) bool {
	parts, segments := strings.Split(template, "/"), strings.Split(path, "/")
	if len(parts) != len(segments) {
		return false
	}
	for i, part := range parts {
		isParam := strings.HasPrefix(part, "{") && segments[i] != ""
		if part != segments[i] && !isParam {
			return false
		}
	}
	return true
}

// MissingAs gives the fault entity.not_found another code, which callers of some routes
// expect. Other errors stay.
func MissingAs(code string, err error) error {
	if err == nil || fault.From(err).Code != "entity.not_found" {
		return err
	}
	other := fault.New(fault.Missing, code)
	other.Message = "error.entity.not_found"
	return other.Because(err)
}

// UnknownIsMissing turns the fault rule.Unknown of an id in a body into
// entity.not_found, which callers of some routes expect.
func UnknownIsMissing(err error) error {
	if f := fault.From(err); f != nil && f.Code == "entity.relation_foreign_key_not_found" {
		return fault.New(fault.Missing, "entity.not_found").Because(err)
	}
	return err
}
