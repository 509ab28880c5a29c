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

// secret is part of the cause of every failure here, and must not be in any response.
const secret = "s3cret-cause"

// ErrLost is a lost database connection; ErrBroken is any other database error.
var (
	ErrLost   = fmt.Errorf("%s: %w", secret, io.ErrUnexpectedEOF)
	ErrBroken = errors.New(secret)
)

// faults makes one statement fail.
type faults struct {
	mu   sync.Mutex
	left int          // statements before the one that fails
	fail func() error // nil: none fails
}

func (f *faults) next() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail == nil {
		return nil
	}
	if f.left--; f.left >= 0 {
		return nil
	}
	fail := f.fail
	f.fail = nil
	return fail()
}

// FailStatement calls fail in place of the nth statement from now, counted from 1,
// which fails with its error. The returned function stops that, and reports whether it
// happened.
func (p *Provider) FailStatement(nth int, fail func() error) (hasFailed func() bool) {
	f := p.faults
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left, f.fail = nth-1, fail
	return func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		happened := f.fail == nil
		f.fail = nil
		return happened
	}
}

// maxStatements is the maximum number of statements of a request.
const maxStatements = 100

// EachStatement sends a request once for each statement that it runs, with that
// statement failing, and then once without a failure. The former responses must
// satisfy WantFailure; the last one is returned. Cached tenants are read again each
// time.
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
			t.Errorf("this was with statement %d failing", nth+1)
		}
	}
	t.Fatalf("more than %d statements", maxStatements)
	return nil
}

// Surface is who an address is for.
type Surface int

// The surfaces.
const (
	Pages Surface = iota
	OAuth
	API
)

// WantFailure asserts that a response is an internal error, in the format of its
// surface and without the cause, which is in the log once. It reports whether that
// holds.
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
	expect := func(holds bool, format string, args ...any) {
		if !holds {
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
