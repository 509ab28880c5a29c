package component

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// Characters that isolate text of the other direction (Unicode Standard Annex 9,
// section 2.4).
const (
	firstStrongIsolate    = "\u2068"
	popDirectionalIsolate = "\u2069"
)

// directing lists the classes of characters that can reorder the text around them.
func directing() []bidi.Class {
	return []bidi.Class{
		bidi.R, bidi.AL, bidi.AN, bidi.Control, bidi.LRO, bidi.RLO, bidi.LRE, bidi.RLE, bidi.PDF,
		bidi.LRI, bidi.RLI, bidi.FSI, bidi.PDI,
	}
}

// Isolated returns a name to be put into a sentence: one with characters that are
// written from right to left, or that control direction, is isolated, so that it
// cannot reorder the words around it.
func Isolated(name string) string {
	for _, r := range name {
		properties, _ := bidi.LookupRune(r)
		if slices.Contains(directing(), properties.Class()) {
			return firstStrongIsolate + name + popDirectionalIsolate
		}
	}
	return name
}
