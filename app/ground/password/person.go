package password

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	minPiece       = 3 // characters; shorter ones occur in too many words
	maxPieceSource = 256
	phoneWindow    = 5 // digits of the phone number in a row
)

// personalPieces lists what of a person must not make up the password: the
// names and the words in them, the address and its local part, and digits of
// the phone number.
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

// phonePieces lists all runs of phoneWindow digits: people leave out the
// country code or the area.
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
