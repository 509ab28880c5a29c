package store

import "strings"

// Containing is the pattern of the mode like that finds a text anywhere in a field.
func Containing(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}

// Anywhere is the search for a text anywhere in one of the fields; "" finds
// everything.
func Anywhere(text string) Search {
	if text == "" {
		return Search{}
	}
	return Search{Terms: []SearchTerm{{Mode: SearchLike, Values: []string{Containing(text)}}}}
}
