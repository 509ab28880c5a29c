package store

import "strings"

// Containing is the pattern of the mode like that finds a text anywhere in a field.
func Containing(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}
