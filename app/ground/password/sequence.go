package password

import "strings"

// minSequence is how many adjacent characters of a row make a sequence.
const minSequence = 3

// rows lists characters that people type in sequence: the alphabet, the digits, and
// the rows and slanted columns of a keyboard. Each is read in both directions and
// has no character twice.
func rows() []string {
	return []string{
		"abcdefghijklmnopqrstuvwxyz",
		"0123456789",
		"1234567890",
		"!@#$%^&*()",
		"qwertyuiop",
		"asdfghjkl",
		"zxcvbnm",
		"1qaz2wsx3edc4rfv5tgb6yhn7ujm",
	}
}

// sequences finds stretches of a row, forwards or backwards.
func sequences(folded []rune) []stretch {
	var found []stretch
	for _, row := range rows() {
		positions := make([]int, len(folded))
		for i, c := range folded {
			positions[i] = strings.IndexRune(row, c)
		}
		found = append(found, steps(positions, 1)...)
		found = append(found, steps(positions, -1)...)
	}
	return found
}

// steps finds stretches in which positions change by step from one character to the
// next; -1 means that the character is not in the row.
func steps(positions []int, step int) []stretch {
	var found []stretch
	start := 0
	for i := 1; i <= len(positions); i++ {
		if i < len(positions) && positions[i] >= 0 && positions[i-1] >= 0 && positions[i] == positions[i-1]+step {
			continue
		}
		if i-start >= minSequence {
			found = append(found, stretch{start, i})
		}
		start = i
	}
	return found
}
