package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxPassword bounds what is read as a password, in bytes: more than any policy accepts.
const maxPassword = 4096

// readPassword reads the standard input to its end, without the line's end.
func (p *process) readPassword() (string, error) {
	text, err := io.ReadAll(io.LimitReader(p.stdin, maxPassword))
	if err != nil {
		return "", fmt.Errorf("read the standard input: %w", err)
	}
	password := strings.TrimRight(string(text), "\r\n")
	if password == "" {
		return "", errors.New("the standard input holds no password")
	}
	return password, nil
}

// print writes a result as one line of JSON.
func (p *process) print(result any) error {
	if err := json.NewEncoder(p.stdout).Encode(result); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// printRow writes a line of a list, its columns divided by tabs.
func (p *process) printRow(columns ...string) error {
	if _, err := fmt.Fprintln(p.stdout, strings.Join(columns, "\t")); err != nil {
		return fmt.Errorf("write the list: %w", err)
	}
	return nil
}
