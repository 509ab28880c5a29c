package store

import "strings"

// Containing returns the SearchLike pattern that finds a text anywhere in a field.
func Containing(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}

// Anywhere returns a search for a text anywhere in any field; "" finds everything,
// and a text that no field can hold finds nothing.
func Anywhere(text string) Search {
	if text == "" {
		return Search{}
	}
	anywhere := SearchTerm{Mode: SearchLike}
	if pattern := Containing(text); isText(text) && len(pattern) <= maxPattern {
		anywhere.Values = []string{pattern}
	}
	return Search{Terms: []SearchTerm{anywhere}}
}
