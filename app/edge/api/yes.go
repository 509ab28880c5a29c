package api

import (
	"slices"
	"strings"
)

// IsYes reads a query parameter that switches something on.
func IsYes(text string) bool {
	return slices.Contains([]string{"true", "1", "yes", "y"}, strings.ToLower(text))
}
