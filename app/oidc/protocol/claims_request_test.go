package protocol_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/oidc/protocol"
)

func TestParseClaimsRequest(t *testing.T) {
	tests := []struct {
		name string
		text string
		want protocol.ClaimsRequest
	}{
		{"nothing", "", protocol.ClaimsRequest{}},
		{"an empty object", "{}", protocol.ClaimsRequest{}},
		{"null asks in the default manner", `{"userinfo":{"email":null}}`, protocol.ClaimsRequest{
			UserInfo: map[string]protocol.ClaimRequest{"email": {}},
		}},
		{"essential, value and values", `{"id_token":{"acr":{"essential":true,"values":["a","b"]},"sub":{"value":"x"}},"other":1}`, protocol.ClaimsRequest{
			IDToken: map[string]protocol.ClaimRequest{
				"acr": {Essential: true, Values: []any{"a", "b"}}, "sub": {Value: "x"},
			},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := protocol.ParseClaimsRequest(test.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseClaimsRequestRefuses(t *testing.T) {
	for _, text := range []string{"x", "[]", `"a"`, "{", `{"userinfo":[]}`, `{"id_token":{"acr":"a"}}`, `{} {}`} {
		if got, err := protocol.ParseClaimsRequest(text); protocol.AsError(err).Code != protocol.InvalidRequest {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

func TestClaimRequestAllows(t *testing.T) {
	tests := []struct {
		name  string
		asked protocol.ClaimRequest
		want  bool
	}{
		{"anything", protocol.ClaimRequest{}, true},
		{"the value", protocol.ClaimRequest{Value: "x"}, true},
		{"another value", protocol.ClaimRequest{Value: "y"}, false},
		{"one of the values", protocol.ClaimRequest{Values: []any{"y", "x"}}, true},
		{"none of the values", protocol.ClaimRequest{Values: []any{"y"}}, false},
		{"a value that is not a string", protocol.ClaimRequest{Value: []any{"x"}, Values: []any{map[string]any{}}}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.asked.Allows("x"); got != test.want {
				t.Errorf("Allows = %v", got)
			}
		})
	}
}

func FuzzParseClaimsRequest(f *testing.F) {
	f.Add(`{"userinfo":{"email":null},"id_token":{"acr":{"values":["a"]}}}`)
	f.Add(`{"id_token":{"sub":{"value":[{}]}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		asked, err := protocol.ParseClaimsRequest(text)
		if err != nil && protocol.AsError(err).Code != protocol.InvalidRequest {
			t.Errorf("%q: %v", text, err)
		}
		for _, claim := range asked.IDToken {
			claim.Allows("x") // must not panic for any value
		}
	})
}
