package store

import (
	"context"
	"reflect"

	"gorm.io/gorm/schema"
)

// emptyJSON writes fields tagged serializer:json; a nil map or slice becomes
// {} or [], where GORM's own would write NULL.
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
