package store

import (
	"fmt"
	"slices"
)

// readTerm is a parsed search term.
type readTerm struct {
	searched
	patterns        []pattern
	field           int // index; -1 means any
	isCaseSensitive bool
}

func (n searched) read(term SearchTerm, isCaseSensitive bool) (readTerm, error) {
	read := readTerm{searched: n, field: -1, isCaseSensitive: isCaseSensitive}
	if term.Field != "" {
		if read.field = slices.Index(n.fields, term.Field); read.field < 0 {
			return read, fmt.Errorf("field %q cannot be searched", term.Field)
		}
	}
	for _, value := range term.Values {
		p, err := readPattern(term.Mode, value)
		if err != nil {
			return read, err
		}
		read.patterns = append(read.patterns, p)
	}
	return read, nil
}

// usesKey reports whether the key decides the term, so that the columns need not be read.
func (t readTerm) usesKey() bool { return t.key != "" && !t.isCaseSensitive }

// isDecidedByKey reports whether a record matches if and only if its key as a whole
// does; then the key need not be split into fields.
func (t readTerm) isDecidedByKey() bool {
	return t.usesKey() && t.field < 0 && !slices.ContainsFunc(t.patterns, func(p pattern) bool { return !p.isAnywhere })
}

// isNarrowedByKey reports whether the key of every matching record matches too,
// which is faster to check first.
func (t readTerm) isNarrowedByKey() bool {
	return t.key != "" && !slices.ContainsFunc(t.patterns, func(p pattern) bool { return p.anywhere == "" })
}
