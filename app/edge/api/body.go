package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/go-json-experiment/json/jsontext"

	"portico/app/ground/fault"
)

// body checks the body of an operation.
type body struct {
	api      huma.API
	schema   *huma.Schema // nil: the operation takes none; known once it is registered
	registry huma.Registry
}

// check refuses a body that is not as the schema says, and what encoding/json
// would let pass: null for a field that cannot be null, which would count as left
// out, and a name that is a field's but for its case, which would fill that field.
// A missing body is left to huma, which knows whether there must be one.
func (b *body) check(ctx huma.Context, next func(huma.Context)) {
	c := humafiber.Unwrap(ctx)
	if b.schema == nil || len(c.Body()) == 0 {
		next(ctx)
		return
	}
	value, err := parse(c.Body())
	if err != nil {
		b.refuse(ctx, &huma.ErrorDetail{Location: "body", Message: err.Error()})
		return
	}
	if field := b.mistake(b.schema, value, ""); field != "" {
		_ = Answer(c, fault.New(fault.Invalid, "guard.invalid_input").At(field))
		return
	}
	var found huma.ValidateResult
	path := huma.NewPathBuffer(nil, 0)
	path.Push("body")
	huma.Validate(b.registry, b.schema, path, huma.ModeWriteToServer, value, &found)
	if len(found.Errors) > 0 {
		b.refuse(ctx, found.Errors...)
		return
	}
	next(ctx)
}

// refuse answers as huma does. The answer is written to Fiber's buffer, which
// cannot fail.
func (b *body) refuse(ctx huma.Context, found ...error) {
	_ = huma.WriteErr(b.api, ctx, http.StatusUnprocessableEntity, "", found...)
}

// parse reads JSON for huma's validation. It refuses what encoding/json would let
// pass: a repeated member, of which it would keep the last, and half of a surrogate
// pair, which it would replace. Its error is a message id, which huma passes on.
func parse(data []byte) (any, error) {
	var value any
	if !jsontext.Value(data).IsValid() || json.Unmarshal(data, &value) != nil {
		return nil, errors.New(textUnreadable)
	}
	return value, nil
}

// decode reads JSON that parse has read; integers in objects keep their digits. Its
// errors are message ids, too.
func decode(data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	err := decoder.Decode(into)
	var wrongType *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrongType):
		return errors.New(textKind)
	}
	return errors.New(textUnreadable)
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
