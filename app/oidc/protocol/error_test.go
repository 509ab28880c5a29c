package protocol_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/oidc/protocol"
)

// RFC 6749, appendix A.8: %x20-21 / %x23-5B / %x5D-7E.
func TestDescriptionCharacters(t *testing.T) {
	var all string
	for r := rune(0); r <= 0x2ff; r++ {
		all += string(r)
	}
	for _, r := range protocol.NewError(protocol.InvalidRequest, all+"\xff\u2028").Description {
		if r < 0x20 || r > 0x7e || r == '"' || r == '\\' {
			t.Errorf("%U is in a description", r)
		}
	}
	const plain = "the parameter client_id is missing: send it (RFC 6749, section 2.3.1) ~ 'so'"
	if got := protocol.NewError(protocol.InvalidRequest, plain).Description; got != plain {
		t.Errorf("%q", got)
	}
	if got := protocol.NewError(protocol.InvalidRequest, "a\r\nSet-Cookie: x=\"y\"\\é").Description; got != "a  Set-Cookie: x= y   " {
		t.Errorf("%q", got)
	}
}

func FuzzDescription(f *testing.F) {
	f.Add("plain")
	f.Add("a\x00\"\\\u00e9\xff")
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range protocol.NewError(protocol.InvalidRequest, text).Description {
			if r < 0x20 || r > 0x7e || r == '"' || r == '\\' {
				t.Errorf("%U is in the description of %q", r, text)
			}
		}
	})
}

func TestStatus(t *testing.T) {
	tests := map[protocol.Code]int{
		protocol.InvalidRequest: 400, protocol.InvalidClient: 401, protocol.InvalidGrant: 400,
		protocol.UnauthorizedClient: 400, protocol.UnsupportedGrantType: 400, protocol.InvalidScope: 400,
		protocol.InvalidTarget: 400, protocol.InvalidToken: 401, protocol.InsufficientScope: 403,
		protocol.AccessDenied: 403, protocol.ServerError: 500, protocol.TemporarilyUnavailable: 503,
	}
	for code, want := range tests {
		if got := protocol.NewError(code, "x").Status(); got != want {
			t.Errorf("%s: %d, not %d", code, got, want)
		}
	}
}

func TestCauseStaysInside(t *testing.T) {
	cause := errors.New("password of the database")
	plain := protocol.NewError(protocol.InvalidGrant, "the code has expired")
	failure := plain.Because(cause)
	if plain.Cause != nil {
		t.Error("Because changed its receiver")
	}
	if !errors.Is(failure, cause) {
		t.Error("the cause is lost")
	}
	if got := failure.Error(); got != "invalid_grant: the code has expired: password of the database" {
		t.Errorf("for the log: %q", got)
	}
	body, err := json.Marshal(failure.Response())
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"code":"oidc.invalid_grant","message":"the code has expired",` +
		`"error":"invalid_grant","error_description":"the code has expired"}`
	if diff := cmp.Diff(want, string(body)); diff != "" {
		t.Error(diff)
	}
}

func TestAsError(t *testing.T) {
	known := protocol.NewError(protocol.InvalidScope, "x")
	if got := protocol.AsError(fmt.Errorf("wrapped: %w", known)); got != known {
		t.Errorf("%v", got)
	}
	cause := errors.New("disk full")
	got := protocol.AsError(cause)
	if got.Code != protocol.ServerError || !errors.Is(got, cause) {
		t.Errorf("%v", got)
	}
	if got.Description == "disk full" {
		t.Error("the cause is in the description")
	}
}
