package noun

import "strings"

// OrNone returns a pointer to a text, nil if it is empty.
func OrNone(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// Text returns an optional text, "" if it is nil.
func Text(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// Set changes a field to a value, if there is one.
func Set[V any](field, value *V) {
	if value != nil {
		*field = *value
	}
}

// SetText is Set without the space around a text.
func SetText(field, text *string) {
	if text != nil {
		*field = strings.TrimSpace(*text)
	}
}
