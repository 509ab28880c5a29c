package password

import (
	"slices"
	"strings"
	"unicode"

	"portico/app/ground/fault"
)

// restricted looks for stretches that are easy to guess. A password may contain them,
// but not consist of them: it is rejected if they make up half of it or more, unless
// the password still has the minimum length with each stretch counted as one
// character. So "alice2468" is rejected for alice, but "alice walks home at nine" is
// not.
func restricted(policy Policy, characters []rune, about Person) []*fault.Error {
	folded := fold(string(characters))
	var found []finding
	if policy.RejectRepetition {
		found = append(found,
			finding{"password_rejected.restricted.repetition", repetitions(folded)},
			finding{"password_rejected.restricted.sequence", sequences(folded)})
	}
	if policy.RejectUserInfo {
		found = append(found,
			finding{"password_rejected.restricted.user_info", occurrences(folded, personalPieces(about))})
	}
	found = append(found,
		finding{"password_rejected.restricted.words", occurrences(folded, policy.RejectWords)})
	if !weighsTooMuch(found, len(folded), policy.MinLength) {
		return nil
	}
	var reasons []*fault.Error
	for _, f := range found {
		if len(f.stretches) > 0 {
			reasons = append(reasons, rejected(f.code))
		}
	}
	return reasons
}

// finding holds what one rule found.
type finding struct {
	code      string
	stretches []stretch
}

// stretch is a part of a password: the characters from start up to but excluding end.
type stretch struct{ start, end int }

// weighsTooMuch applies the rule of restricted to a password of length characters.
func weighsTooMuch(found []finding, length, minLength int) bool {
	covered := cover(found, length)
	weak, groups := 0, 0
	for i, isWeak := range covered {
		if !isWeak {
			continue
		}
		weak++
		if i == 0 || !covered[i-1] {
			groups++
		}
	}
	return weak > 0 && 2*weak >= length && length-weak+groups < minLength
}

// cover marks the characters that belong to a stretch.
func cover(found []finding, length int) []bool {
	covered := make([]bool, length)
	for _, f := range found {
		for _, s := range f.stretches {
			for i := s.start; i < s.end; i++ {
				covered[i] = true
			}
		}
	}
	return covered
}

// fold lowers case without changing the number of characters.
func fold(text string) []rune {
	characters := []rune(text)
	for i, c := range characters {
		characters[i] = unicode.ToLower(c)
	}
	return characters
}

// occurrences finds every occurrence of the pieces.
func occurrences(folded []rune, pieces []string) []stretch {
	var found []stretch
	for _, piece := range pieces {
		wanted := fold(strings.TrimSpace(piece))
		if len(wanted) == 0 {
			continue
		}
		for i := 0; i+len(wanted) <= len(folded); i++ {
			if slices.Equal(folded[i:i+len(wanted)], wanted) {
				found = append(found, stretch{i, i + len(wanted)})
			}
		}
	}
	return found
}
