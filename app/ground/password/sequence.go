package password

import "strings"

// minSequence is how many neighbours in a row make a sequence.
const minSequence = 3

// rows lists characters that people type one after the other: the alphabet,
// the digits, and the rows and slanted columns of a keyboard. Each is read in
// both directions and has no character twice.
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
		places := make([]int, len(folded))
		for i, c := range folded {
			places[i] = strings.IndexRune(row, c)
		}
		found = append(found, steps(places, 1)...)
		found = append(found, steps(places, -1)...)
	}
	return found
}

// steps finds where places change by step from one character to the next; -1 is
// no place.
func steps(places []int, step int) []stretch {
	var found []stretch
	start := 0
	for i := 1; i <= len(places); i++ {
		if i < len(places) && places[i] >= 0 && places[i-1] >= 0 && places[i] == places[i-1]+step {
			continue
		}
		if i-start >= minSequence {
			found = append(found, stretch{start, i})
		}
		start = i
	}
	return found
}
