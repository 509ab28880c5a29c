package vault_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"portico/app/ground/vault"
)

func newVault(t testing.TB, first byte) *vault.Vault {
	t.Helper()
	key := bytes.Repeat([]byte{7}, vault.KeySize)
	key[0] = first
	v, err := vault.New(key)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func seal(t testing.TB, v *vault.Vault, context, plaintext string) []byte {
	t.Helper()
	sealed, err := v.Seal(context, []byte(plaintext))
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func TestNewRefusesOtherKeyLengths(t *testing.T) {
	for _, length := range []int{0, 16, 31, 33, 64} {
		if _, err := vault.New(make([]byte, length)); err == nil {
			t.Errorf("a key of %d bytes was accepted", length)
		}
	}
}

func TestSealOpens(t *testing.T) {
	v := newVault(t, 1)
	for _, plaintext := range []string{"", "x", strings.Repeat("secret ", 1000)} {
		sealed := seal(t, v, "signing_key/default/k1", plaintext)
		if len(plaintext) > 1 && bytes.Contains(sealed, []byte(plaintext)) {
			t.Error("the sealed bytes contain the plaintext")
		}
		got, err := v.Open("signing_key/default/k1", sealed)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != plaintext {
			t.Errorf("opened %q, sealed %q", got, plaintext)
		}
	}
}

func TestSealIsFreshEachTime(t *testing.T) {
	v := newVault(t, 1)
	if bytes.Equal(seal(t, v, "c", "same"), seal(t, v, "c", "same")) {
		t.Error("two seals of the same text are equal: the nonce repeats")
	}
}

func TestOpenRefuses(t *testing.T) {
	v := newVault(t, 1)
	sealed := seal(t, v, "application/default/a", "secret")
	changed := func(at int) []byte {
		clone := bytes.Clone(sealed)
		clone[at] ^= 1
		return clone
	}
	tests := []struct {
		name    string
		vault   *vault.Vault
		context string
		sealed  []byte
	}{
		{"another context", v, "application/default/b", sealed},
		{"no context", v, "", sealed},
		{"another key", newVault(t, 2), "application/default/a", sealed},
		{"another version", v, "application/default/a", changed(0)},
		{"changed nonce", v, "application/default/a", changed(1)},
		{"changed text", v, "application/default/a", changed(14)},
		{"changed tag", v, "application/default/a", changed(len(sealed) - 1)},
		{"cut", v, "application/default/a", sealed[:len(sealed)-1]},
		{"only the version", v, "application/default/a", sealed[:1]},
		{"nothing", v, "application/default/a", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.vault.Open(test.context, test.sealed)
			if !errors.Is(err, vault.ErrOpen) {
				t.Fatalf("got %q, %v; want ErrOpen", got, err)
			}
			if !strings.Contains(err.Error(), "SECRET_VAULT_KEK") {
				t.Errorf("the error does not say what to do: %v", err)
			}
		})
	}
}

func TestDerive(t *testing.T) {
	v := newVault(t, 1)
	base := v.Derive("refresh_token", []byte("ab"), []byte("c"))
	if len(base) != 32 {
		t.Fatalf("%d bytes", len(base))
	}
	if !bytes.Equal(base, v.Derive("refresh_token", []byte("ab"), []byte("c"))) {
		t.Error("the same input gives another value")
	}
	different := map[string][]byte{
		"another split":   v.Derive("refresh_token", []byte("a"), []byte("bc")),
		"joined":          v.Derive("refresh_token", []byte("abc")),
		"an empty part":   v.Derive("refresh_token", []byte("ab"), []byte("c"), nil),
		"another purpose": v.Derive("csrf", []byte("ab"), []byte("c")),
		"another key":     newVault(t, 2).Derive("refresh_token", []byte("ab"), []byte("c")),
	}
	for name, got := range different {
		if bytes.Equal(got, base) {
			t.Errorf("%s gives the same value", name)
		}
	}
}

// Sealed and derived values outlive releases: these must never change.
func TestStable(t *testing.T) {
	v := newVault(t, 1)
	const derived = "390ede8cf9eb2f0cacd8684ccd17d82d205bd85f0a593aac3dedef6f3d6ae3a5"
	if got := hexOf(v.Derive("refresh_token", []byte("family"), []byte("1"))); got != derived {
		t.Errorf("Derive = %s, want %s", got, derived)
	}
	const sealed = "01a82808fee44950908859328c2db648bdc3e6e955e5d8fbe7059ad45ee663143bf3e0dc"
	got, err := v.Open("signing_key/default/k1", fromHex(t, sealed))
	if err != nil || string(got) != "private" {
		t.Errorf("Open = %q, %v", got, err)
	}
}

func FuzzOpen(f *testing.F) {
	v := newVault(f, 1)
	f.Add("c", seal(f, v, "c", "secret"))
	f.Add("", []byte{})
	f.Add("c", []byte{1})
	f.Add("c", bytes.Repeat([]byte{1}, 40))
	genuine := seal(f, v, "c", "secret")
	f.Fuzz(func(t *testing.T, context string, sealed []byte) {
		plaintext, err := v.Open(context, sealed)
		if err == nil && string(plaintext) != "secret" {
			t.Errorf("opened %x for %q as %q", sealed, context, plaintext)
		}
		if _, err := v.Open("c", append([]byte(nil), genuine...)); err != nil {
			t.Errorf("the genuine value no longer opens: %v", err)
		}
	})
}
