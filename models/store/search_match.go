package store

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// matcher is a search term that Go evaluates, for SQLite.
type matcher struct {
	patterns []func(field string) bool
	// field is the index of the field to match; -1 means any.
	field int
	// readsKey reports whether the fields come as one key, one per line.
	readsKey bool
}

func newMatcher(t readTerm) (*matcher, error) {
	m := &matcher{field: t.field, readsKey: t.usesKey()}
	for _, p := range t.patterns {
		match, err := p.match(t.isCaseSensitive)
		if err != nil {
			return nil, err
		}
		m.patterns = append(m.patterns, match)
	}
	return m, nil
}

// matches reports whether the fields of a record match.
func (m *matcher) matches(fields []string) bool {
	if m.field >= 0 {
		return m.field < len(fields) && m.matchesField(fields[m.field])
	}
	return slices.ContainsFunc(fields, m.matchesField)
}

func (m *matcher) matchesField(field string) bool {
	return field != "" && slices.ContainsFunc(m.patterns, func(match func(string) bool) bool { return match(field) })
}

// match returns a function that reports whether a field matches.
func (p pattern) match(isCaseSensitive bool) (func(field string) bool, error) {
	if p.mode == SearchExact {
		if isCaseSensitive {
			return func(field string) bool { return field == p.value }, nil
		}
		value := strings.ToLower(p.value)
		return func(field string) bool { return strings.ToLower(field) == value }, nil
	}
	flags := "(?s)"
	if !isCaseSensitive {
		flags = "(?si)"
	}
	expression, err := regexp.Compile(flags + p.expression)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPattern, err)
	}
	return expression.MatchString, nil
}
