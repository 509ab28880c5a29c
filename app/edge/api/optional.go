package api

import (
	"bytes"
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// Optional is a field that distinguishes absent, null and a value, in the body of a
// PATCH and, with omitzero, in a response.
type Optional[T any] struct {
	IsSet  bool // the field is present, with a value or null
	IsNull bool
	Value  T
}

// Changed returns the new value in a PATCH, zero for null; nil if the field does not
// change.
func (o Optional[T]) Changed() *T {
	if !o.IsSet {
		return nil
	}
	return &o.Value
}

// UnmarshalJSON is only called for fields that are present.
func (o *Optional[T]) UnmarshalJSON(data []byte) error {
	o.IsSet = true
	if bytes.Equal(data, []byte("null")) {
		o.IsNull = true
		return nil
	}
	return json.Unmarshal(data, &o.Value)
}

// MarshalJSON, with omitzero, is only called for fields that are present.
func (o Optional[T]) MarshalJSON() ([]byte, error) {
	if !o.IsSet || o.IsNull {
		return []byte("null"), nil
	}
	return json.Marshal(o.Value)
}

// Schema returns the value's schema, made nullable.
func (Optional[T]) Schema(r huma.Registry) *huma.Schema {
	schema := *huma.SchemaFromType(r, reflect.TypeFor[T]())
	if schema.Ref == "" {
		schema.Nullable = true
	}
	return &schema
}

// Pointer returns the value, nil if it is absent or null.
func (o Optional[T]) Pointer() *T {
	if !o.IsSet || o.IsNull {
		return nil
	}
	return &o.Value
}
