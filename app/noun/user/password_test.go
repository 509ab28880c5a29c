package user_test

import (
	"errors"
	"testing"

	"portico/app/ground/fault"
	"portico/app/noun/user"
)

func TestVerifyPassword(t *testing.T) {
	w := newWorld(t)
	ann := w.create(t, user.New{Username: "ann", Password: secret})
	bare := w.create(t, user.New{Username: "bare"})
	verify := func(id, password string) error { return w.VerifyPassword(t.Context(), w.records, id, password) }

	wantFault(t, verify("nobody", secret), fault.Missing, "entity.not_found", "")
	if w.guesses.left != 3 {
		t.Error("a guess at an unknown user was counted")
	}
	wantFault(t, verify(ann.ID, "wrong"), fault.Unprocessable, "session.invalid_credentials", "password")
	wantFault(t, verify(ann.ID, ""), fault.Unprocessable, "session.invalid_credentials", "password")
	if w.guesses.left != 1 || w.guesses.subject != "subject of "+ann.ID {
		t.Errorf("guesses: %+v", w.guesses)
	}
	if err := verify(ann.ID, secret); err != nil || w.guesses.left != 3 {
		t.Errorf("the right one: %v, guesses: %+v", err, w.guesses)
	}
	wantFault(t, verify(bare.ID, ""), fault.Unprocessable, "session.invalid_credentials", "password")
	wantFault(t, verify(bare.ID, secret), fault.Unprocessable, "session.invalid_credentials", "password")
	w.guesses.left = 0
	if err := verify(ann.ID, secret); !errors.Is(err, errBlocked) {
		t.Errorf("the right one while blocked: %v", err)
	}
}

func TestHasPassword(t *testing.T) {
	w := newWorld(t)
	for fields, want := range map[string]bool{"": false, secret: true} {
		created := w.create(t, user.New{Password: fields})
		if got, err := w.HasPassword(t.Context(), w.records, created.ID); err != nil || got != want {
			t.Errorf("created with %q: %v, %v", fields, got, err)
		}
	}
	_, err := w.HasPassword(t.Context(), w.records, "nobody")
	wantFault(t, err, fault.Missing, "entity.not_found", "")
}

func TestCreateImportsHashes(t *testing.T) {
	w := newWorld(t)
	const bcryptHash = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
	created := w.create(t, user.New{Username: "ann", PasswordAlgorithm: "MD5", PasswordDigest: "5f4dcc3b5aa765d61d8327deb882cf99"})
	if created.PasswordHash != "MD5:5f4dcc3b5aa765d61d8327deb882cf99" {
		t.Errorf("stored %q", created.PasswordHash)
	}
	if err := w.VerifyPassword(t.Context(), w.records, created.ID, "password"); err != nil {
		t.Error(err)
	}
	tests := []struct {
		name        string
		fields      user.New
		kind        fault.Kind
		code, field string
	}{
		{"with a password", user.New{Password: secret, PasswordDigest: bcryptHash, PasswordAlgorithm: "Bcrypt"}, fault.Invalid, "guard.invalid_input", "passwordDigest"},
		{"algorithm only", user.New{PasswordAlgorithm: "Bcrypt"}, fault.Invalid, "guard.invalid_input", "passwordAlgorithm"},
		{"algorithm with a password", user.New{Password: secret, PasswordAlgorithm: "Bcrypt"}, fault.Invalid, "guard.invalid_input", "passwordAlgorithm"},
		{"unknown algorithm", user.New{PasswordAlgorithm: "crypt", PasswordDigest: bcryptHash}, fault.Invalid, "guard.invalid_input", "passwordAlgorithm"},
		{"of another algorithm", user.New{PasswordAlgorithm: "SHA1", PasswordDigest: bcryptHash}, fault.Invalid, "guard.invalid_input", "passwordDigest"},
		{"Argon2i by default", user.New{PasswordDigest: bcryptHash}, fault.Invalid, "guard.invalid_input", "passwordDigest"},
		{"Argon2d", user.New{PasswordAlgorithm: "Argon2d", PasswordDigest: "x"}, fault.Unprocessable, "password.unsupported_encryption_method", "passwordAlgorithm"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.Create(t.Context(), w.records, test.fields)
			wantFault(t, err, test.kind, test.code, test.field)
		})
	}
}
