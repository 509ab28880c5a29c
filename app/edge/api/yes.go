package api

import (
	"slices"
	"strings"
)

// IsYes reports whether a query parameter switches something on.
func IsYes(text string) bool {
	return slices.Contains([]string{"true", "1", "yes", "y"}, strings.ToLower(text))
}
