package store

import (
	"fmt"
	"strings"
	"unicode"
)

// matchesOnPostgres compares each field with each pattern.
func (c *condition) matchesOnPostgres(t readTerm) string {
	var parts []string
	for i, column := range t.columns {
		if t.field >= 0 && t.field != i {
			continue
		}
		field := column
		switch {
		case t.usesKey():
			field = fmt.Sprintf("split_part(%s, chr(10), %d)", t.key, i+1)
		case !t.isCaseSensitive:
			field = "lower(" + column + ")"
		}
		for _, p := range t.patterns {
			parts = append(parts, "("+field+" <> '' AND "+field+" "+p.operator(t.isCaseSensitive)+" ?)")
			c.args = append(c.args, p.operand(t.isCaseSensitive))
		}
	}
	return anyOf(parts)
}

// operator returns the Postgres operator that compares a field with the operand.
func (p pattern) operator(isCaseSensitive bool) string {
	switch {
	case p.mode == SearchExact:
		return "="
	case p.mode == SearchLike:
		return "LIKE"
	case isCaseSensitive:
		return "~"
	default:
		return "~*"
	}
}

func (p pattern) operand(isCaseSensitive bool) string {
	switch {
	case (p.mode == SearchExact || p.mode == SearchLike) && isCaseSensitive:
		return p.value
	case p.mode == SearchExact || p.mode == SearchLike:
		return strings.ToLower(p.value)
	case isCaseSensitive:
		return p.expression
	default:
		return lowerBeyondASCII(p.expression)
	}
}

// lowerBeyondASCII lowers the characters of a regular expression that ~* ignores in a
// database whose locale only folds ASCII. It must leave ASCII alone: \S is not \s.
func lowerBeyondASCII(expression string) string {
	return strings.Map(func(c rune) rune {
		if c <= unicode.MaxASCII {
			return c
		}
		return unicode.ToLower(c)
	}, expression)
}
