package api_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"portico/app/server/servertest"
)

type object = map[string]any

// operation is a documented route.
type operation struct {
	id, method string
	path       string // a template below /api
	access     string
	body       object // its schema; nil if it takes none
	params     []string
}

// documented reads the operations of the served document, by id.
func documented(t testing.TB, p *servertest.Provider) (map[string]operation, object) {
	t.Helper()
	document := p.For(t).API("GET", "/api/swagger.json", "", "").JSON()
	operations := map[string]operation{}
	for path, item := range inside(document, "paths") {
		for method, described := range item.(object) {
			fields := described.(object)
			o := operation{
				id: text(fields["operationId"]), method: strings.ToUpper(method), path: strings.TrimPrefix(path, "/api"),
				access: text(fields["x-required-access"]), body: inside(fields, "requestBody", "content", "application/json", "schema"),
			}
			listed, _ := fields["parameters"].([]any)
			for _, param := range listed {
				if fields := param.(object); fields["in"] == "path" {
					o.params = append(o.params, text(fields["name"]))
				}
			}
			if operations[o.id].id != "" {
				t.Errorf("two operations have the id %s", o.id)
			}
			operations[o.id] = o
		}
	}
	if len(operations) < 50 {
		t.Fatalf("only %d operations are documented", len(operations))
	}
	return operations, document
}

// inside follows names into an object; nil if one of them is missing.
func inside(fields object, names ...string) object {
	for _, name := range names {
		fields, _ = fields[name].(object)
	}
	return fields
}

func text(value any) string {
	text, _ := value.(string)
	return text
}

// places names each path parameter with the preceding segment, such as "logs/{id}", so
// that the id of an application differs from that of an audit row.
func (o operation) places() []string {
	var places []string
	segments := strings.Split(o.path, "/")
	for i, segment := range segments {
		if strings.HasPrefix(segment, "{") {
			places = append(places, strings.Trim(segments[i-1], "{}")+"/"+segment)
		}
	}
	return places
}

// at returns the address with values for the parameters, by their places.
func (o operation) at(values map[string]string) string {
	segments, places := strings.Split(o.path, "/"), o.places()
	for i, segment := range segments {
		if strings.HasPrefix(segment, "{") {
			segments[i], places = url.PathEscape(values[places[0]]), places[1:]
		}
	}
	return "/api" + strings.Join(segments, "/")
}

// example returns a body that matches the schema, "" if the operation takes none.
func (o operation) example(t testing.TB, document object) string {
	t.Helper()
	if o.body == nil {
		return ""
	}
	body, err := json.Marshal(exampleOf(document, o.body))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// exampleOf returns a value of a schema with its required fields.
func exampleOf(document, schema object) any {
	if ref := text(schema["$ref"]); ref != "" {
		schema = inside(document, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
	}
	if values, _ := schema["enum"].([]any); len(values) > 0 {
		return values[0]
	}
	switch typeOf(schema) {
	case "string":
		length, _ := schema["minLength"].(float64)
		return strings.Repeat("x", max(1, int(length)))
	case "integer", "number":
		least, _ := schema["minimum"].(float64)
		return max(1, least)
	case "boolean":
		return true
	case "array":
		items := []any{}
		if least, _ := schema["minItems"].(float64); least > 0 {
			items = append(items, exampleOf(document, inside(schema, "items")))
		}
		return items
	case "object":
		value := object{}
		required, _ := schema["required"].([]any)
		for _, name := range required {
			value[text(name)] = exampleOf(document, inside(schema, "properties", text(name)))
		}
		return value
	}
	return nil
}

// typeOf returns the type of a schema, the first one if it is nullable.
func typeOf(schema object) string {
	if several, isList := schema["type"].([]any); isList {
		return text(several[0])
	}
	return text(schema["type"])
}

// idsOf lists the operations in order.
func idsOf(operations map[string]operation) []string {
	var ids []string
	for id := range operations {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
