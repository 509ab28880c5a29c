package worker

import (
	"fmt"
	"strings"

	"portico/app/ground/script"
)

// maxLine is the length of a console line in bytes.
const maxLine = 4 << 10

// console keeps the first lines that a script writes.
type console struct {
	lines   []string
	size    int
	dropped int
}

func (c *console) add(line string) {
	if len(line) > maxLine {
		line = strings.ToValidUTF8(line[:maxLine], "") + "…"
	}
	if c.dropped > 0 || len(c.lines) >= script.MaxLines || c.size+len(line) > script.MaxConsole {
		c.dropped++
		return
	}
	c.lines = append(c.lines, line)
	c.size += len(line)
}

// all lists the lines, and says how many were dropped.
func (c *console) all() []string {
	if c.dropped == 0 {
		return c.lines
	}
	return append(c.lines, fmt.Sprintf("… %d more lines", c.dropped))
}
