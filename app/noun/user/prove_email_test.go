package user_test

import (
	"strings"
	"testing"

	"portico/app/ground/fault"
	"portico/app/noun/user"
	"portico/app/server/servertest"
)

func TestProveEmail(t *testing.T) {
	p := servertest.New(t)
	make := func(name, email string, isVerified bool) string {
		made, err := p.Users.Create(t.Context(), p.Records(), user.New{Username: name, Password: servertest.Password, Email: email, EmailVerified: isVerified})
		if err != nil {
			t.Fatal(err)
		}
		return made.ID
	}
	make("owner", "Owner@example.com", true)
	tests := []struct {
		name, id, email, code string
		want                  string // the address afterwards
	}{
		{"none before", make("bare", "", false), "bare@example.com", "", "bare@example.com"},
		{"not proven before", make("typed", "Typed@Example.com", false), "typed@example.com", "", "Typed@Example.com"},
		{"proven before", make("known", "known@example.com", true), "KNOWN@example.com", "", "known@example.com"},
		{"another one", make("other", "other@example.com", true), "new@example.com", "user.has_other_email", "other@example.com"},
		{"look-alike", make("plus", "plus@example.com", true), "plus+a@example.com", "user.has_other_email", "plus@example.com"},
		{"another user's", make("thief", "", false), "OWNER@example.com", "user.email_already_in_use", ""},
		{"nobody", "none", "none@example.com", "entity.not_found", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := len(p.Audited())
			err := p.Users.ProveEmail(t.Context(), p.Records(), test.id, test.email)
			if code := codeOf(err); code != test.code {
				t.Fatalf("got %v, want %s", err, test.code)
			}
			after, err := p.Records().Users.Get(t.Context(), test.id)
			if err != nil {
				return
			}
			if after.PrimaryEmail == nil != (test.want == "") || test.want != "" && (*after.PrimaryEmail != test.want || *after.EmailKey != strings.ToLower(test.want)) {
				t.Errorf("got %+v", after)
			}
			if test.code == "" && after.EmailVerifiedAt == 0 {
				t.Error("not verified")
			}
			rows := p.Audited()
			wantRow := test.code == "" && test.name != "proven before"
			if isPresent := len(rows) > before; isPresent != wantRow {
				t.Errorf("an audit row: %v", isPresent)
			}
		})
	}
}

func codeOf(err error) string {
	if err == nil {
		return ""
	}
	return fault.From(err).Code
}
