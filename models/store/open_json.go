package store

import (
	"context"
	"reflect"

	"gorm.io/gorm/schema"
)

// emptyJSON writes fields tagged serializer:json. It writes a nil map or slice as
// {} or [], where GORM's own serializer would write NULL.
type emptyJSON struct{ schema.JSONSerializer }

// Value implements schema.SerializerValuerInterface.
func (s emptyJSON) Value(ctx context.Context, field *schema.Field, dst reflect.Value, value any) (any, error) {
	v := reflect.ValueOf(value)
	switch {
	case v.Kind() == reflect.Map && v.IsNil():
		return "{}", nil
	case v.Kind() == reflect.Slice && v.IsNil():
		return "[]", nil
	}
	return s.JSONSerializer.Value(ctx, field, dst, value)
}
