package component

import "strings"

// Slots are marked by two characters of the Unicode private use area, which no text contains.
const (
	slotOpen  = "\uE000"
	slotClose = "\uE001"
)

type piece struct {
	text string
	slot int // -1: there is text only
}

// cut splits a text at its slots.
func cut(text string) []piece {
	var pieces []piece
	for {
		before, rest, found := strings.Cut(text, slotOpen)
		pieces = append(pieces, piece{text: before, slot: -1})
		if !found {
			return pieces
		}
		number, after, closed := strings.Cut(rest, slotClose)
		if closed && len(number) == 1 && number[0] >= '0' && number[0] <= '9' {
			pieces = append(pieces, piece{slot: int(number[0] - '0')})
			text = after
			continue
		}
		text = rest
	}
}
