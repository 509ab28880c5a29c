package servertest

import (
	"encoding/json"
	"log/slog"
	"sync"
	"testing"
)

// logged collects the server's error log, and copies it to the test's log.
type logged struct {
	t     testing.TB
	mu    sync.Mutex
	lines []Object
}

func (l *logged) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(l, &slog.HandlerOptions{Level: slog.LevelError}))
}

// Write implements io.Writer.
func (l *logged) Write(line []byte) (int, error) {
	l.t.Logf("%s", line)
	fields := Object{}
	if err := json.Unmarshal(line, &fields); err != nil {
		return 0, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, fields)
	return len(line), nil
}

// LoggedErrors returns the logged errors of a response's request.
func (p *Provider) LoggedErrors(answer *Response) []Object {
	p.logged.mu.Lock()
	defer p.logged.mu.Unlock()
	var lines []Object
	for _, line := range p.logged.lines {
		if line["request_id"] == answer.Header.Get("portico-request-id") {
			lines = append(lines, line)
		}
	}
	return lines
}
