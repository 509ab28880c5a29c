package store

import (
	"context"
	"fmt"
	"reflect"

	"gorm.io/gorm/schema"

	"portico/models"
)

// emptyJSON stores fields tagged serializer:json. It writes a nil map or slice as {}
// or [], where GORM's own serializer would write NULL, and integers of objects keep
// their digits, which GORM's would round.
type emptyJSON struct{ schema.JSONSerializer }

// Scan implements schema.SerializerInterface.
func (s emptyJSON) Scan(ctx context.Context, field *schema.Field, dst reflect.Value, stored any) error {
	var text []byte
	switch stored := stored.(type) {
	case []byte:
		text = stored
	case string:
		text = []byte(stored)
	}
	if len(text) == 0 || field.FieldType != reflect.TypeFor[map[string]any]() {
		return s.JSONSerializer.Scan(ctx, field, dst, stored)
	}
	object, err := models.UnmarshalObject(text)
	if err != nil {
		return fmt.Errorf("read %s: %w", field.DBName, err)
	}
	field.ReflectValueOf(ctx, dst).Set(reflect.ValueOf(object))
	return nil
}

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
