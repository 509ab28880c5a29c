package api

import (
	"bytes"
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// Optional is a field that tells absent, null and a value apart, in the body of
// a PATCH and, with omitzero, in an answer.
type Optional[T any] struct {
	IsSet  bool // the field is there, with a value or null
	IsNull bool
	Value  T
}

// Changed is the value that a PATCH asks for, zero for null; nil: it leaves the
// field as it is.
func (o Optional[T]) Changed() *T {
	if !o.IsSet {
		return nil
	}
	return &o.Value
}

// UnmarshalJSON is called for fields that are there.
func (o *Optional[T]) UnmarshalJSON(data []byte) error {
	o.IsSet = true
	if bytes.Equal(data, []byte("null")) {
		o.IsNull = true
		return nil
	}
	return json.Unmarshal(data, &o.Value)
}

// MarshalJSON is called for fields that are there, where omitzero says so.
func (o Optional[T]) MarshalJSON() ([]byte, error) {
	if !o.IsSet || o.IsNull {
		return []byte("null"), nil
	}
	return json.Marshal(o.Value)
}

// Schema is that of the value, or null.
func (Optional[T]) Schema(r huma.Registry) *huma.Schema {
	schema := *huma.SchemaFromType(r, reflect.TypeFor[T]())
	if schema.Ref == "" {
		schema.Nullable = true
	}
	return &schema
}

// Pointer is the value, nil when it is absent or null.
func (o Optional[T]) Pointer() *T {
	if !o.IsSet || o.IsNull {
		return nil
	}
	return &o.Value
}
