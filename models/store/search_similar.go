package store

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// similarTo turns a SIMILAR TO pattern (SQL:2016, part 2, section 8.6) into a
// regular expression for the whole field.
func similarTo(value string) (string, error) {
	r := similarReader{rest: []rune(value)}
	r.out.WriteString("^(?:")
	for len(r.rest) > 0 {
		if err := r.next(); err != nil {
			return "", fmt.Errorf("%w: %w", ErrPattern, err)
		}
	}
	if r.depth != 0 {
		return "", fmt.Errorf("%w: a parenthesis is not closed", ErrPattern)
	}
	r.out.WriteString(")$")
	return r.out.String(), nil
}

type similarReader struct {
	rest  []rune
	out   strings.Builder
	depth int // of parentheses
	// canRepeat reports whether * + ? { may follow: there is something to repeat.
	canRepeat bool
}

func (r *similarReader) take() rune {
	c := r.rest[0]
	r.rest = r.rest[1:]
	return c
}

func (r *similarReader) next() error {
	c := r.take()
	couldRepeat := r.canRepeat
	r.canRepeat = !strings.ContainsRune("(|*+?", c)
	switch c {
	case '%':
		r.out.WriteString("(?:.*)")
	case '_':
		r.out.WriteByte('.')
	case '(':
		r.depth++
		r.out.WriteString("(?:")
	case ')':
		r.depth--
		r.out.WriteByte(')')
		if r.depth < 0 {
			return errors.New("a parenthesis is not opened")
		}
	case '|':
		r.out.WriteByte('|')
	case '*', '+', '?':
		r.out.WriteRune(c)
		if !couldRepeat {
			return fmt.Errorf("nothing to repeat before %c", c)
		}
	case '{':
		if !couldRepeat {
			return errors.New("nothing to repeat before {")
		}
		return r.times()
	case '[':
		return r.set()
	case '\\':
		return r.escaped()
	default:
		r.out.WriteString(regexp.QuoteMeta(string(c)))
	}
	return nil
}

// times reads the rest of {m}, {m,} or {m,n}.
func (r *similarReader) times() error {
	r.canRepeat = false
	r.out.WriteByte('{')
	for len(r.rest) > 0 {
		c := r.take()
		r.out.WriteRune(c)
		switch {
		case c == '}':
			return nil
		case !strings.ContainsRune("0123456789,", c):
			return errors.New("{ is not followed by numbers")
		}
	}
	return errors.New("{ is not closed")
}

// set reads the rest of [...]: characters, ranges and classes like [:digit:].
func (r *similarReader) set() error {
	r.out.WriteByte('[')
	isFirst := true
	for len(r.rest) > 0 {
		c := r.take()
		switch {
		case c == '^' && isFirst:
			r.out.WriteByte('^')
			continue
		case c == ']' && !isFirst:
			r.out.WriteByte(']')
			return nil
		case c == '[' && len(r.rest) > 0 && r.rest[0] == ':':
			r.class()
		case c == '\\':
			if err := r.escaped(); err != nil {
				return err
			}
		case c == '[' || c == ']':
			r.out.WriteString(`\` + string(c))
		default:
			r.out.WriteRune(c)
		}
		isFirst = false
	}
	return errors.New("[ is not closed")
}

// class copies what follows the first bracket of [:name:].
func (r *similarReader) class() {
	r.out.WriteByte('[')
	for len(r.rest) > 0 {
		c := r.take()
		r.out.WriteRune(c)
		if c == ']' {
			return
		}
	}
}

// escaped reads a character literally.
func (r *similarReader) escaped() error {
	if len(r.rest) == 0 {
		return errors.New("ends in an escape character")
	}
	c := r.take()
	isWord := c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c > '~'
	if !isWord {
		r.out.WriteByte('\\')
	}
	r.out.WriteRune(c)
	return nil
}
