package store

import (
	"fmt"
	"slices"
)

// readTerm is a search term whose values are read.
type readTerm struct {
	searched
	patterns        []pattern
	field           int // its place; -1: any
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

// usesKey says that the key decides the term, and the columns need not be read.
func (t readTerm) usesKey() bool { return t.key != "" && !t.isCaseSensitive }

// isDecidedByKey says that a record matches if and only if its key as a whole
// does: then its fields need not be told apart.
func (t readTerm) isDecidedByKey() bool {
	return t.usesKey() && t.field < 0 && !slices.ContainsFunc(t.patterns, func(p pattern) bool { return !p.isAnywhere })
}

// isNarrowedByKey says that the key of every record that matches does so too,
// which is found out sooner.
func (t readTerm) isNarrowedByKey() bool {
	return t.key != "" && !slices.ContainsFunc(t.patterns, func(p pattern) bool { return p.anywhere == "" })
}
