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
	"github.com/gofiber/fiber/v2"

	"portico/app/ground/fault"
)

// body validates the bodies of an operation.
type body struct {
	api      huma.API
	schema   *huma.Schema // nil if the operation takes none; set after registration
	registry huma.Registry
}

// check rejects a body that does not match the schema, and what encoding/json would
// tolerate: null for a field that is not nullable, which would count as absent, and a
// field's name in different case, which would set that field. A missing body is left
// to huma, which knows whether it is required.
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

// refuse responds like huma. Writing to Fiber's buffer cannot fail.
func (b *body) refuse(ctx huma.Context, found ...error) {
	_ = huma.WriteErr(b.api, ctx, http.StatusUnprocessableEntity, "", found...)
}

// parse parses JSON for huma's validation. It refuses what encoding/json accepts: a
// repeated member, of which the last would win, and half of a surrogate pair, which
// would be replaced. Its error is a message id, which huma passes on.
func parse(data []byte) (any, error) {
	var value any
	if !jsontext.Value(data).IsValid() || json.Unmarshal(data, &value) != nil {
		return nil, errors.New(textUnreadable)
	}
	return value, nil
}

// ReadJSON decodes the body of a request outside the API's operations, which may be
// missing. Fault: guard.invalid_input.
func ReadJSON(c *fiber.Ctx, into any) error {
	if len(c.Body()) == 0 {
		return nil
	}
	if _, err := parse(c.Body()); err != nil {
		return fault.New(fault.Invalid, "guard.invalid_input").Because(err)
	}
	if err := decode(c.Body(), into); err != nil {
		return fault.New(fault.Invalid, "guard.invalid_input").Because(err)
	}
	return nil
}

// decode decodes JSON that parse has accepted; integers in objects keep their digits.
// Its errors are message ids, too.
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

// mistake returns the path of the first field that check must reject; "" if there is
// none.
func (b *body) mistake(schema *huma.Schema, value any, path string) string {
	schema = b.resolved(schema)
	object, ok := value.(map[string]any)
	if !ok || len(schema.Properties) == 0 {
		return ""
	}
	for _, name := range sortedNames(object) {
		documented, ok := field(schema, name)
		if !ok {
			continue
		}
		here, property := path+name, b.resolved(schema.Properties[documented])
		if documented != name || object[name] == nil && property.Type != "" && !property.Nullable {
			return here
		}
		if deeper := b.mistake(property, object[name], here+"."); deeper != "" {
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

// field finds the field that encoding/json sets for a name: the exact one, else one in
// different case.
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
