package api

import (
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"portico/models"
)

// HolderPath is the user or the machine in a path: embed it in the input of routes that
// are registered for each kind.
type HolderPath struct {
	holder models.Holder
}

// Holder returns the holder in the path; without an ID if the path only has the kind.
func (h *HolderPath) Holder() models.Holder { return h.holder }

// Resolve reads the path: the segment "users" or "applications" is the kind, a
// parameter after it the holder's id.
func (h *HolderPath) Resolve(ctx huma.Context) []error {
	segments := strings.Split(ctx.Operation().Path, "/")
	for i, segment := range segments {
		switch segment {
		case "users":
			h.holder.Kind = models.HolderUser
		case "applications":
			h.holder.Kind = models.HolderApplication
		default:
			continue
		}
		if names := pathParams(strings.Join(segments[i+1:], "/")); len(names) > 0 {
			h.holder.ID = ctx.Param(names[0])
		}
		break
	}
	return nil
}

// pathParams lists the names of the parameters in a path, in order.
func pathParams(path string) []string {
	var names []string
	for _, segment := range strings.Split(path, "/") {
		if strings.HasPrefix(segment, "{") {
			names = append(names, strings.Trim(segment, "{}"))
		}
	}
	return names
}

// documentPath documents the path parameters without a field in the input.
func documentPath(registered *huma.Operation, path string) {
	known := map[string]bool{}
	for _, param := range registered.Parameters {
		known[param.Name] = param.In == "path" || known[param.Name]
	}
	for _, name := range pathParams(path) {
		if !known[name] {
			registered.Parameters = append(registered.Parameters, &huma.Param{
				Name: name, In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString},
			})
		}
	}
}
