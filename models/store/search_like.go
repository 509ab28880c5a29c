package store

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// likePattern is a LIKE pattern: texts separated by wildcards.
type likePattern struct {
	texts     []string
	wildcards []rune // % or _, one fewer than texts
}

func readLike(value string) (likePattern, error) {
	var like likePattern
	var text strings.Builder
	isEscaped := false
	for _, c := range value {
		switch {
		case isEscaped || c != '\\' && c != '%' && c != '_':
			text.WriteRune(c)
			isEscaped = false
		case c == '\\':
			isEscaped = true
		default:
			like.texts, like.wildcards = append(like.texts, text.String()), append(like.wildcards, c)
			text.Reset()
		}
	}
	if isEscaped {
		return like, fmt.Errorf("%w: ends in an escape character", ErrPattern)
	}
	like.texts = append(like.texts, text.String())
	return like, nil
}

// expression returns the pattern as a regular expression for the whole field.
func (p likePattern) expression() string {
	var out strings.Builder
	out.WriteString("^" + regexp.QuoteMeta(p.texts[0]))
	for i, wildcard := range p.wildcards {
		out.WriteByte('.')
		if wildcard == '%' {
			out.WriteByte('*')
		}
		out.WriteString(regexp.QuoteMeta(p.texts[i+1]))
	}
	out.WriteByte('$')
	return out.String()
}

// isAnywhere reports whether a text matches if and only if one of its lines does: the
// pattern is a single-line text with % on both sides.
func (p likePattern) isAnywhere() bool {
	filled := 0
	for _, text := range p.texts {
		if text != "" {
			filled++
		}
		if strings.Contains(text, "\n") {
			return false
		}
	}
	last := len(p.texts) - 1
	return filled <= 1 && last > 0 && p.texts[0] == "" && p.texts[last] == "" && !slices.Contains(p.wildcards, '_')
}
