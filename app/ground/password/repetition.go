package password

import "slices"

const (
	minRepeats    = 3 // "aaa", "ababab"
	maxUnitLength = 4 // of the repeated unit
)

// repetitions finds units of up to four characters repeated three times or more in a
// row.
func repetitions(folded []rune) []stretch {
	var found []stretch
	for unit := 1; unit <= maxUnitLength; unit++ {
		for start := 0; start+unit*minRepeats <= len(folded); {
			end := repeatEnd(folded, start, unit)
			if end-start < unit*minRepeats {
				start++
				continue
			}
			found = append(found, stretch{start, end})
			start = end
		}
	}
	return found
}

// repeatEnd returns the end of the repeats of the unit at start.
func repeatEnd(folded []rune, start, unit int) int {
	end := start + unit
	for end+unit <= len(folded) && slices.Equal(folded[end:end+unit], folded[start:start+unit]) {
		end += unit
	}
	return end
}
