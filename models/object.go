package models

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// UnmarshalObject reads a JSON object as encoding/json does, except that large
// integers stay exact: one that a float64 would round becomes a json.Number.
func UnmarshalObject(text []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("more than one value")
	}
	for name, member := range object {
		value, err := withNumbers(member)
		if err != nil {
			return nil, err
		}
		object[name] = value
	}
	return object, nil
}

// withNumbers replaces, in place, every number that fits with a float64.
func withNumbers(value any) (any, error) {
	var err error
	switch value := value.(type) {
	case json.Number:
		return number(value)
	case []any:
		for i := range value {
			if value[i], err = withNumbers(value[i]); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		for name := range value {
			if value[name], err = withNumbers(value[name]); err != nil {
				return nil, err
			}
		}
	}
	return value, nil
}

func number(digits json.Number) (any, error) {
	rounded, err := digits.Float64()
	if err != nil {
		return nil, fmt.Errorf("number out of range: %w", err)
	}
	isInteger := !strings.ContainsAny(digits.String(), ".eE")
	if isInteger && strconv.FormatFloat(rounded, 'f', -1, 64) != digits.String() {
		return digits, nil
	}
	return rounded, nil
}
