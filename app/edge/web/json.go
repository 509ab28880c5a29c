package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"portico/app/ground/fault"
)

// ParseObject parses the JSON object that an operator typed into a field; an empty
// field is an empty object. The faults say where the JSON is invalid (Line and Column,
// counted from 1), or that it is not an object.
func ParseObject(field, typed string) (map[string]any, error) {
	typed = strings.TrimRight(strings.ReplaceAll(typed, "\r\n", "\n"), " \t\n")
	if typed == "" {
		return map[string]any{}, nil
	}
	var object map[string]any
	err := json.Unmarshal([]byte(typed), &object)
	var broken *json.SyntaxError
	if errors.As(err, &broken) {
		line, column := position(typed, int(broken.Offset))
		return nil, noObject(field, "component.json.problem", err).With("Line", line).With("Column", column)
	}
	if err != nil || object == nil {
		return nil, noObject(field, "component.json.noObject", errors.New("no object"))
	}
	return object, nil
}

func noObject(field, message string, cause error) *fault.Error {
	return &fault.Error{
		Kind: fault.Invalid, Code: "guard.invalid_input", Message: message,
		Fields: map[string]string{field: message}, Cause: fmt.Errorf("%s: %w", field, cause),
	}
}

// position returns the line and column of the last of the first read bytes of a text;
// if the text ends too early, that is its last character.
func position(text string, read int) (line, column int) {
	before := text[:max(0, min(read, len(text))-1)]
	start := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1
}
