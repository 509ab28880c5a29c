package store

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxPattern is the maximum length of a value in bytes; no field is longer.
const maxPattern = 4096

// pattern is a parsed value of a search term.
type pattern struct {
	mode  SearchMode
	value string
	// expression is the value as a regular expression, for all modes but exact.
	expression string
	// anywhere is a LIKE pattern that matches every text containing a matching
	// field; "" if there is none.
	anywhere string
	// isAnywhere reports whether the converse holds too.
	isAnywhere bool
}

func readPattern(mode SearchMode, value string) (pattern, error) {
	p := pattern{mode: mode, value: value}
	if !isText(value) {
		return p, fmt.Errorf("%w: not text", ErrPattern)
	}
	if len(value) > maxPattern {
		return p, fmt.Errorf("%w: longer than %d bytes", ErrPattern, maxPattern)
	}
	switch mode {
	case SearchExact:
		p.anywhere = Containing(value)
	case SearchLike:
		like, err := readLike(value)
		if err != nil {
			return p, err
		}
		p.expression, p.anywhere, p.isAnywhere = like.expression(), "%"+value+"%", like.isAnywhere()
	case SearchSimilarTo:
		var err error
		if p.expression, err = similarTo(value); err != nil {
			return p, err
		}
	case SearchPOSIX:
		p.expression = value
	default:
		return p, fmt.Errorf("unknown search mode %q", mode)
	}
	return p, nil
}

// isText reports whether a field can hold the text.
func isText(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }
