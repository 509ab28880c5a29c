package customjwt

import "strings"

// diffLine is a line of a difference: of both texts, or only of one.
type diffLine struct {
	text string
	mark byte // ' ', '-' or '+'
	// skipped is how many equal lines were left out here; the line itself is none.
	skipped int
}

// shownAround is how many equal lines are shown around a change.
const shownAround = 3

// maxCells bounds the work of a difference; beyond it, everything between the first and
// the last change is shown as changed.
const maxCells = 4_000_000

// difference compares two texts by line; nil if they are equal.
func difference(before, after string) []diffLine {
	if before == after {
		return nil
	}
	return shorten(diff(strings.Split(before, "\n"), strings.Split(after, "\n")))
}

// diff compares lines; what both begin and end with is not searched.
func diff(before, after []string) []diffLine {
	start := 0
	for start < min(len(before), len(after)) && before[start] == after[start] {
		start++
	}
	end := 0
	for end < min(len(before), len(after))-start && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	lines := marked(before[:start], ' ')
	lines = append(lines, changes(before[start:len(before)-end], after[start:len(after)-end])...)
	return append(lines, marked(before[len(before)-end:], ' ')...)
}

// changes finds a longest common subsequence: common[i][j] is its length for the lines
// from i and j on.
func changes(before, after []string) []diffLine {
	if len(before)*len(after) > maxCells {
		return append(marked(before, '-'), marked(after, '+')...)
	}
	common := make([][]int, len(before)+1)
	for i := range common {
		common[i] = make([]int, len(after)+1)
	}
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(after) - 1; j >= 0; j-- {
			if before[i] == after[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var lines []diffLine
	i, j := 0, 0
	for i < len(before) && j < len(after) {
		switch {
		case before[i] == after[j]:
			lines = append(lines, diffLine{text: before[i], mark: ' '})
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			lines = append(lines, diffLine{text: before[i], mark: '-'})
			i++
		default:
			lines = append(lines, diffLine{text: after[j], mark: '+'})
			j++
		}
	}
	return append(append(lines, marked(before[i:], '-')...), marked(after[j:], '+')...)
}

func marked(texts []string, mark byte) []diffLine {
	lines := make([]diffLine, 0, len(texts))
	for _, text := range texts {
		lines = append(lines, diffLine{text: text, mark: mark})
	}
	return lines
}

// shorten leaves out equal lines that are not near a change.
func shorten(lines []diffLine) []diffLine {
	isNear := make([]bool, len(lines))
	for i, line := range lines {
		if line.mark == ' ' {
			continue
		}
		for near := max(0, i-shownAround); near <= min(len(lines)-1, i+shownAround); near++ {
			isNear[near] = true
		}
	}
	var shown []diffLine
	for i, line := range lines {
		switch {
		case isNear[i]:
			shown = append(shown, line)
		case len(shown) > 0 && shown[len(shown)-1].skipped > 0:
			shown[len(shown)-1].skipped++
		default:
			shown = append(shown, diffLine{mark: ' ', skipped: 1})
		}
	}
	return shown
}
