package password_test

import (
	"errors"
	"strings"
	"testing"

	"portico/app/ground/fault"
	"portico/app/ground/password"
)

// reference is the hash of "password" in the test vectors of the argon2
// reference implementation.
const reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"

func newHasher() *password.Hasher { return password.NewHasher(0, password.DefaultWaiting) }

func cheapHasher() *password.Hasher {
	h := newHasher()
	h.IsCheap = true
	return h
}

func TestHashVerifies(t *testing.T) {
	h := newHasher()
	for _, pw := range []string{"correct horse", "", "пароль🔑", strings.Repeat("x", password.MaxBytes)} {
		stored, err := h.Hash(t.Context(), pw)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") {
			t.Errorf("hash %s", stored)
		}
		wantVerify(t, h, pw, stored, true)
		wantVerify(t, h, pw+"x", stored, false)
		if newHasher().NeedsRehash(stored) {
			t.Errorf("%s needs a rehash", stored)
		}
	}
}

// Cheap test hashes are never taken for real ones.
func TestCheapHashes(t *testing.T) {
	h, cheap := newHasher(), cheapHasher()
	stored, err := cheap.Hash(t.Context(), "correct horse")
	if err != nil {
		t.Fatal(err)
	}
	wantVerify(t, cheap, "correct horse", stored, true)
	wantVerify(t, cheap, "correct house", stored, false)
	if cheap.NeedsRehash(stored) || !h.NeedsRehash(stored) {
		t.Errorf("%s needs a rehash: cheap %v, otherwise %v", stored, cheap.NeedsRehash(stored), h.NeedsRehash(stored))
	}
}

func wantVerify(t *testing.T, h *password.Hasher, pw, stored string, want bool) {
	t.Helper()
	got, err := h.Verify(t.Context(), pw, stored)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("Verify(%.20q, %.60q) = %v", pw, stored, got)
	}
}

func TestHashIsSalted(t *testing.T) {
	h := newHasher()
	first, err1 := h.Hash(t.Context(), "same")
	second, err2 := h.Hash(t.Context(), "same")
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if first == second {
		t.Error("two hashes of the same password are equal")
	}
}

func TestVerifyReadsForeignHashes(t *testing.T) {
	h := newHasher()
	wantVerify(t, h, "password", reference, true)
	wantVerify(t, h, "Password", reference, false)
	if !newHasher().NeedsRehash(reference) {
		t.Error("other parameters need no rehash")
	}
}

func TestLongPasswordsCostNothing(t *testing.T) {
	h := password.NewHasher(1, 0)
	long := strings.Repeat("x", password.MaxBytes+1)
	_, err := h.Hash(t.Context(), long)
	if got := fault.From(err).Code; got != "password_rejected.too_long" {
		t.Errorf("Hash: %v", err)
	}
	wantVerify(t, h, long, reference, false)
	if err := h.VerifyNone(t.Context(), long); err != nil {
		t.Error(err)
	}
}

func TestVerifyRefusesHashes(t *testing.T) {
	const salt, digest = "c29tZXNhbHQ", "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	tests := []struct{ name, stored string }{
		{"empty", ""},
		{"plain text", "password"},
		{"argon2i", "$argon2i$v=19$m=65536,t=2,p=1$" + salt + "$" + digest},
		{"argon2d", "$argon2d$v=19$m=65536,t=2,p=1$" + salt + "$" + digest},
		{"bcrypt", "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"},
		{"old version", "$argon2id$v=16$m=65536,t=2,p=1$" + salt + "$" + digest},
		{"no version", "$argon2id$m=65536,t=2,p=1$" + salt + "$" + digest},
		{"too much memory", "$argon2id$v=19$m=65537,t=2,p=1$" + salt + "$" + digest},
		{"memory over 32 bits", "$argon2id$v=19$m=4294967297,t=2,p=1$" + salt + "$" + digest},
		{"too little memory for the lanes", "$argon2id$v=19$m=31,t=2,p=4$" + salt + "$" + digest},
		{"no memory", "$argon2id$v=19$m=0,t=2,p=1$" + salt + "$" + digest},
		{"too many passes", "$argon2id$v=19$m=8,t=257,p=1$" + salt + "$" + digest},
		{"too much work", "$argon2id$v=19$m=65536,t=17,p=1$" + salt + "$" + digest},
		{"no pass", "$argon2id$v=19$m=65536,t=0,p=1$" + salt + "$" + digest},
		{"too many lanes", "$argon2id$v=19$m=65536,t=2,p=5$" + salt + "$" + digest},
		{"no lane", "$argon2id$v=19$m=65536,t=2,p=0$" + salt + "$" + digest},
		{"lanes over a byte", "$argon2id$v=19$m=65536,t=2,p=257$" + salt + "$" + digest},
		{"negative", "$argon2id$v=19$m=65536,t=-2,p=1$" + salt + "$" + digest},
		{"signed", "$argon2id$v=19$m=+65536,t=2,p=1$" + salt + "$" + digest},
		{"leading zero", "$argon2id$v=19$m=065536,t=2,p=1$" + salt + "$" + digest},
		{"other order", "$argon2id$v=19$t=2,m=65536,p=1$" + salt + "$" + digest},
		{"a key id", "$argon2id$v=19$m=65536,t=2,p=1,keyid=x$" + salt + "$" + digest},
		{"short salt", "$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$" + digest},
		{"long salt", "$argon2id$v=19$m=65536,t=2,p=1$" + strings.Repeat("QUFB", 22) + "$" + digest},
		{"no salt", "$argon2id$v=19$m=65536,t=2,p=1$$" + digest},
		{"short digest", "$argon2id$v=19$m=65536,t=2,p=1$" + salt + "$QUFBQUFB"},
		{"long digest", "$argon2id$v=19$m=65536,t=2,p=1$" + salt + "$" + strings.Repeat("QUFB", 22)},
		{"no digest", "$argon2id$v=19$m=65536,t=2,p=1$" + salt},
		{"padding", "$argon2id$v=19$m=65536,t=2,p=1$" + salt + "=$" + digest},
		{"nonzero trailing bits", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHR$" + digest},
		{"more fields", reference + "$x"},
		{"leading text", "x" + reference},
		{"trailing line break", reference + "\n"},
		{"line break inside", reference[:40] + "\r\n" + reference[40:]},
		{"huge", reference + strings.Repeat("A", 1000)},
	}
	h := newHasher()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ok, err := h.Verify(t.Context(), "password", test.stored)
			if ok || !errors.Is(err, password.ErrHash) {
				t.Errorf("got %v, %v; want ErrHash", ok, err)
			}
			if !newHasher().NeedsRehash(test.stored) {
				t.Error("needs no rehash")
			}
		})
	}
}

// The parser is fuzzed through NeedsRehash, which does not hash: it must not panic,
// and a current hash must round-trip.
func FuzzStoredHash(f *testing.F) {
	f.Add(reference)
	f.Add("$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	f.Add("$argon2id$v=19$m=,t=,p=$$")
	f.Add("$$$$$")
	f.Fuzz(func(t *testing.T, stored string) {
		if newHasher().NeedsRehash(stored) {
			return
		}
		if !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") || len(stored) != 97 {
			t.Errorf("%q passes as a current hash", stored)
		}
	})
}
