package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxPassword limits how much is read as a password, in bytes; no policy accepts more.
const maxPassword = 4096

// readPassword reads standard input to the end, without the trailing newline.
func (p *process) readPassword() (string, error) {
	text, err := io.ReadAll(io.LimitReader(p.stdin, maxPassword))
	if err != nil {
		return "", fmt.Errorf("read standard input: %w", err)
	}
	password := strings.TrimRight(string(text), "\r\n")
	if password == "" {
		return "", errors.New("no password on standard input")
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

// printRow writes one line of a list, with tab-separated columns.
func (p *process) printRow(columns ...string) error {
	if _, err := fmt.Fprintln(p.stdout, strings.Join(columns, "\t")); err != nil {
		return fmt.Errorf("write the list: %w", err)
	}
	return nil
}
