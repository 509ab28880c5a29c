package api

import (
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"portico/models"
)

// HolderPath is the person or the machine whom a path names: embed it in the
// input of routes that are registered once for each kind.
type HolderPath struct {
	holder models.Holder
}

// Holder is whom the path names; without an ID where it only names the kind.
func (h *HolderPath) Holder() models.Holder { return h.holder }

// Resolve reads the path: the segment "users" or "applications" names the kind,
// a parameter behind it the holder.
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

// pathParams are the names of the parameters in a path, in their order.
func pathParams(path string) []string {
	var names []string
	for _, segment := range strings.Split(path, "/") {
		if strings.HasPrefix(segment, "{") {
			names = append(names, strings.Trim(segment, "{}"))
		}
	}
	return names
}

// documentPath adds the parameters of the path that no field of the input shows.
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
