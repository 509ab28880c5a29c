package servertest

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// secret is in the cause of every failure here, and must be in no answer.
const secret = "s3cret-cause"

// ErrLost is a connection to the database that breaks; ErrBroken is anything
// else that is wrong with it.
var (
	ErrLost   = fmt.Errorf("%s: %w", secret, io.ErrUnexpectedEOF)
	ErrBroken = errors.New(secret)
)

// faults let one statement fail.
type faults struct {
	mu   sync.Mutex
	left int // statements before the one that fails; below 0: none does
	due  func() error
}

func (f *faults) next() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.due == nil {
		return nil
	}
	if f.left--; f.left >= 0 {
		return nil
	}
	due := f.due
	f.due = nil
	return due()
}

// FailStatement has due called in place of a statement, the nth from now counted
// from 1, which fails with its error. The result ends that, and reports whether
// it has happened.
func (p *Provider) FailStatement(nth int, due func() error) (hasFailed func() bool) {
	f := p.faults
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left, f.due = nth-1, due
	return func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		happened := f.due == nil
		f.due = nil
		return happened
	}
}

// maxStatements bounds the statements of a request.
const maxStatements = 100

// EachStatement sends a request once for each statement that it runs, with that
// one failing, and then once with none failing. The answers to the former must be
// errors as WantFailure says; the last is returned. What is cached of the tenants
// is read anew each time.
func (p *Provider) EachStatement(t testing.TB, failure error, surface Surface, send func() *Response) *Response {
	t.Helper()
	for nth := range maxStatements {
		for _, tenant := range must(p.DB.Tenants(t.Context()))(t) {
			p.check(p.DB.Tenant(tenant.ID).Tenant.Update(t.Context(), &tenant))
		}
		hasFailed := p.FailStatement(nth+1, func() error { return failure })
		answer := send()
		if !hasFailed() {
			return answer
		}
		if !p.WantFailure(t, answer, failure, surface) {
			t.Errorf("so it was with statement %d failing", nth+1)
		}
	}
	t.Fatalf("more than %d statements", maxStatements)
	return nil
}

// Surface is whom an address is for.
type Surface int

// The surfaces.
const (
	Pages Surface = iota
	OAuth
	API
)

// WantFailure asserts that an answer owns up to a failure of ours, in the words of
// its surface and without the cause, which stands in the log once. It reports
// whether that is so.
func (p *Provider) WantFailure(t testing.TB, answer *Response, failure error, surface Surface) bool {
	t.Helper()
	status := http.StatusInternalServerError
	if errors.Is(failure, ErrLost) {
		status = http.StatusServiceUnavailable
	}
	return p.wantFailure(t, answer, status, failure.Error(), surface)
}

// WantUnavailable is WantFailure after the database has been closed.
func (p *Provider) WantUnavailable(t testing.TB, answer *Response, surface Surface) {
	t.Helper()
	p.wantFailure(t, answer, http.StatusServiceUnavailable, "database is closed", surface)
}

func (p *Provider) wantFailure(t testing.TB, answer *Response, status int, cause string, surface Surface) bool {
	t.Helper()
	codes := map[Surface]string{OAuth: "server_error", API: "internal"}
	if status == http.StatusServiceUnavailable {
		codes = map[Surface]string{OAuth: "temporarily_unavailable", API: "unavailable"}
	}
	var wrong []string
	expect := func(isSo bool, format string, args ...any) {
		if !isSo {
			wrong = append(wrong, fmt.Sprintf(format, args...))
		}
	}
	expect(answer.StatusCode == status, "status %d, want %d", answer.StatusCode, status)
	expect((answer.Header.Get("Retry-After") != "") == (status == http.StatusServiceUnavailable), "Retry-After %q", answer.Header.Get("Retry-After"))
	id, mediaType := answer.Header.Get("portico-request-id"), answer.Header.Get("Content-Type")
	switch surface {
	case Pages:
		expect(strings.HasPrefix(mediaType, "text/html"), "media type %q", mediaType)
		expect(strings.Contains(answer.Text, id), "the page lacks the request's id")
	case OAuth, API:
		name := map[Surface]string{OAuth: "error", API: "code"}[surface]
		expect(strings.HasPrefix(mediaType, "application/json"), "media type %q", mediaType)
		expect(strings.Contains(answer.Text, fmt.Sprintf("%q:%q", name, codes[surface])), "the body lacks %s %s", name, codes[surface])
	}
	expect(!strings.Contains(answer.Text+fmt.Sprint(answer.Header), cause), "the cause is in the answer")
	lines := p.LoggedErrors(answer)
	expect(len(lines) == 1, "%d lines in the log", len(lines))
	for _, line := range lines {
		expect(strings.Contains(fmt.Sprint(line["error"]), cause), "the log lacks the cause: %v", line["error"])
		expect(line["status"] == float64(status), "the log has the status %v", line["status"])
		expect(line["path"] != "" && line["method"] != "", "the log lacks method or path: %v", line)
	}
	if len(wrong) > 0 {
		t.Errorf("%s\n%d %s", strings.Join(wrong, "\n"), answer.StatusCode, answer.Text)
	}
	return len(wrong) == 0
}
