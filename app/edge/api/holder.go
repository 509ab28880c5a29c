package api

import (
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"portico/models"
)

// HolderPath is the person or the machine below whose address a route stands: embed
// it in the input of routes that are registered once for each kind.
type HolderPath struct {
	holder models.Holder
}

// Holder is whom the path names.
func (h *HolderPath) Holder() models.Holder { return h.holder }

// Resolve reads the path: its first segment names the kind, its first parameter
// the holder.
func (h *HolderPath) Resolve(ctx huma.Context) []error {
	path := strings.TrimPrefix(ctx.Operation().Path, Prefix)
	h.holder.Kind = models.HolderUser
	if strings.HasPrefix(path, "/applications/") {
		h.holder.Kind = models.HolderApplication
	}
	h.holder.ID = ctx.Param(pathParams(path)[0])
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
