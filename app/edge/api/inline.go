package api

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// schemaPrefix is the prefix of references to schemas in an OpenAPI document.
const schemaPrefix = "#/components/schemas/"

// inline replaces the references in an OpenAPI document by their schemas. No schema may
// contain itself.
func inline(document []byte) ([]byte, error) {
	var parsed map[string]any
	if err := json.Unmarshal(document, &parsed); err != nil {
		return nil, fmt.Errorf("parse OpenAPI document: %w", err)
	}
	components, _ := parsed["components"].(map[string]any)
	schemas, _ := components["schemas"].(map[string]any)
	delete(components, "schemas")
	resolved, err := inlined(parsed, schemas, nil)
	if err != nil {
		return nil, err
	}
	return json.Marshal(resolved)
}

// inlined returns a value with its references resolved; within lists the enclosing
// schemas.
func inlined(value any, schemas map[string]any, within []string) (any, error) {
	var err error
	switch value := value.(type) {
	case map[string]any:
		if reference, ok := value["$ref"].(string); ok {
			name := strings.TrimPrefix(reference, schemaPrefix)
			if slices.Contains(within, name) {
				return nil, fmt.Errorf("the schema %s contains itself", name)
			}
			return inlined(schemas[name], schemas, append(slices.Clone(within), name))
		}
		for key, element := range value {
			if value[key], err = inlined(element, schemas, within); err != nil {
				return nil, err
			}
		}
	case []any:
		for i, element := range value {
			if value[i], err = inlined(element, schemas, within); err != nil {
				return nil, err
			}
		}
	}
	return value, nil
}
