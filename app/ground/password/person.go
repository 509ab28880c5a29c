package password

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	minPiece       = 3 // characters; shorter pieces occur in too many words
	maxPieceSource = 256
	phoneWindow    = 5 // consecutive digits of the phone number
)

// personalPieces lists the pieces of personal data that must not make up the password:
// names and the words in them, the email address and its local part, and digits of the
// phone number.
func personalPieces(about Person) []string {
	local, _, _ := strings.Cut(about.Email, "@")
	candidates := []string{about.Username, about.Email, local, about.Name}
	for _, text := range []string{about.Username, local, about.Name} {
		candidates = append(candidates, strings.FieldsFunc(text, isSeparator)...)
	}
	var pieces []string
	for _, candidate := range candidates {
		if len(candidate) <= maxPieceSource && utf8.RuneCountInString(candidate) >= minPiece {
			pieces = append(pieces, candidate)
		}
	}
	return append(pieces, phonePieces(about.Phone)...)
}

func isSeparator(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }

// phonePieces lists all runs of phoneWindow digits, since people leave out the country
// or area code.
func phonePieces(phone string) []string {
	digits := strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, phone[:min(len(phone), maxPieceSource)])
	var pieces []string
	for i := 0; i+phoneWindow <= len(digits); i++ {
		pieces = append(pieces, digits[i:i+phoneWindow])
	}
	return pieces
}
