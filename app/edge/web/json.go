package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"portico/app/ground/fault"
	"portico/models"
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
	read, problem := 0, err
	var broken *json.SyntaxError
	var ambiguous *jsontext.SyntacticError
	switch {
	case errors.As(err, &broken):
		read = int(broken.Offset)
	case errors.As(unambiguous(typed), &ambiguous):
		read, problem = int(ambiguous.ByteOffset)+1, ambiguous
	}
	if read > 0 {
		line, column := position(typed, read)
		return nil, noObject(field, "component.json.problem", problem).With("Line", line).With("Column", column)
	}
	if err == nil {
		object, err = models.UnmarshalObject([]byte(typed)) // with all digits
	}
	if err != nil || object == nil {
		return nil, noObject(field, "component.json.noObject", errors.New("no object"))
	}
	return object, nil
}

// unambiguous refuses what encoding/json lets pass: a repeated member, of which it
// would keep the last, and half of a surrogate pair, which it would replace.
func unambiguous(text string) error {
	_, err := jsontext.NewDecoder(strings.NewReader(text)).ReadValue()
	return err
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
