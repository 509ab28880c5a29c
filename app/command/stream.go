package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxSecret bounds what is read as a password, in bytes.
const maxSecret = 4096

// readSecret reads the standard input to its end, without the line's end.
func (p *process) readSecret() (string, error) {
	text, err := io.ReadAll(io.LimitReader(p.stdin, maxSecret))
	if err != nil {
		return "", fmt.Errorf("read the standard input: %w", err)
	}
	secret := strings.TrimRight(string(text), "\r\n")
	if secret == "" {
		return "", errors.New("the standard input holds no password")
	}
	return secret, nil
}

// print writes a result as one line of JSON.
func (p *process) print(result any) error {
	if err := json.NewEncoder(p.stdout).Encode(result); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}
