package api

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"portico/app/ground/fault"
)

// body is the schema of an operation's body, which is known once it is registered.
type body struct {
	schema   *huma.Schema // nil: the operation takes none
	registry huma.Registry
}

// check refuses what would pass otherwise: null for a field that cannot be
// null, which would count as left out, and a name that is a field's but for its
// case, which would fill that field. What is no JSON is refused later.
func (b *body) check(ctx huma.Context, next func(huma.Context)) {
	var value any
	c := humafiber.Unwrap(ctx)
	if b.schema == nil || json.Unmarshal(c.Body(), &value) != nil {
		next(ctx)
		return
	}
	if field := b.mistake(b.schema, value, ""); field != "" {
		_ = Answer(c, fault.New(fault.Invalid, "guard.invalid_input").At(field))
		return
	}
	next(ctx)
}

// mistake is the path of the first field that is not as it should be; "" if
// there is none.
func (b *body) mistake(schema *huma.Schema, value any, path string) string {
	schema = b.resolved(schema)
	object, isObject := value.(map[string]any)
	if !isObject || len(schema.Properties) == 0 {
		return ""
	}
	for _, name := range sortedNames(object) {
		known, isKnown := field(schema, name)
		if !isKnown {
			continue
		}
		place, property := path+name, b.resolved(schema.Properties[known])
		if known != name || object[name] == nil && property.Type != "" && !property.Nullable {
			return place
		}
		if deeper := b.mistake(property, object[name], place+"."); deeper != "" {
			return deeper
		}
	}
	return ""
}

func (b *body) resolved(schema *huma.Schema) *huma.Schema {
	if schema.Ref != "" {
		return b.registry.SchemaFromRef(schema.Ref)
	}
	return schema
}

// field finds the field that a name fills: its own, else one in another case.
func field(schema *huma.Schema, name string) (string, bool) {
	if schema.Properties[name] != nil {
		return name, true
	}
	for known := range schema.Properties {
		if strings.EqualFold(known, name) {
			return known, true
		}
	}
	return "", false
}

func sortedNames(object map[string]any) []string {
	names := make([]string, 0, len(object))
	for name := range object {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
