package password_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"portico/app/ground/fault"
	"portico/app/ground/password"
)

const (
	// argon2i is a test vector of the argon2 reference implementation.
	argon2i = "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8"
	// bcryptVector is a test vector of crypt_blowfish.
	bcryptVector = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
	sha256Salted = `["sha256", ["salt123", "@"], "d833bc9900084e742ac71366b0f4f987beb70e8cd8b21a9baf999acc5079437f"]`
)

func pbkdf2(salt, iterations, length, hash, digest string) string {
	return fmt.Sprintf(`["pbkdf2", [%q, %q, %q, %q, "@"], %q]`, salt, iterations, length, hash, digest)
}

func TestImportedHashesVerify(t *testing.T) {
	const pbkdf2SHA512 = "afe6c5530785b6cc6b1c6453384731bd5ee432ee549fd42fb6695779ad8a1c5b" +
		"f59de69c48f774efc4007d5298f9033c0241d5ab69305e7b64eceeb8d834cfec"
	long := "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored"
	tests := []struct{ name, algorithm, digest, password string }{
		{"argon2i", "Argon2i", argon2i, "password"},
		{"argon2i by default", "", argon2i, "password"},
		{"argon2id", "Argon2id", reference, "password"},
		{"bcrypt", "Bcrypt", bcryptVector, "U*U"},
		{"bcrypt 2b", "Bcrypt", strings.Replace(bcryptVector, "2a", "2b", 1), "U*U"},
		{"bcrypt 2y", "Bcrypt", strings.Replace(bcryptVector, "2a", "2y", 1), "U*U"},
		{"bcrypt of a long password", "Bcrypt", "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui", long},
		{"MD5", "MD5", "5f4dcc3b5aa765d61d8327deb882cf99", "password"},
		{"SHA1", "SHA1", "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8", "password"},
		{"SHA256", "SHA256", "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", "password"},
		{"upper case", "SHA1", "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8", "password"},
		{"salt before", "Legacy", sha256Salted, "password"},
		{"salt after", "Legacy", `["sha256",["@","salt123"],"4f36462dbb4b35db8641214e07cb5a5881986ad184350bf12601431ee9aa5c11"]`, "password"},
		{
			"salts around, password twice", "Legacy",
			`["sha512",["a","@","b","@"],"017696a3a6a495b935a6818e26414a156096e1cee21f91f0cd303a00a6f361fb094904515a381983ef7f36c9997375f5ea8fc67d4c64b9d0d0ea41c68fcf8bf5"]`,
			"password",
		},
		{"legacy md5", "Legacy", `["MD5",["salt123","@"],"a6cc6a2268663bf1abe9d7607e2cf417"]`, "password"},
		{"legacy sha1", "Legacy", `["sha1",["salt123","@"],"49c7305bccf16b9b0f65bc99b6c9bcd03c99ef93"]`, "password"},
		{"legacy sha224", "Legacy", `["sha224",["salt123","@"],"43e66802ac3e10ecb2b585d8ef0d2145c5d185c15071f7a037144106"]`, "password"},
		{
			"legacy sha384", "Legacy",
			`["sha384",["salt123","@"],"6d5034a43b8dd7360bd3987010e1a1405b55d1a6b7565377806e65ccbfcf2f86e03de13c3c2fafebf782ff6920a23290"]`,
			"password",
		},
		{"PBKDF2 sha1", "Legacy", pbkdf2("salt", "1000", "20", "sha1", "6e88be8bad7eae9d9e10aa061224034fed48d03f"), "password"},
		{"PBKDF2 sha256", "Legacy", pbkdf2("salt", "1000", "32", "SHA256", "632c2812e46d4604102ba7618e9d6d7d2f8128f6266b4a03264d2a0460b7dcb3"), "password"},
		{"PBKDF2 sha512, short", "Legacy", pbkdf2("salt", "1000", "20", "sha512", pbkdf2SHA512[:40]), "password"},
		{"PBKDF2 sha512", "Legacy", pbkdf2("salt", "1000", "64", "sha512", pbkdf2SHA512), "password"},
	}
	h := cheapHasher()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			stored, err := password.Imported(test.algorithm, test.digest)
			if err != nil {
				t.Fatal(err)
			}
			wantVerify(t, h, test.password, stored, true)
			for _, wrong := range []string{"", "@", test.password + " ", strings.ToUpper(test.password) + "x", " " + test.password} {
				if len(test.password) <= 72 || len(wrong) < 72 { // bcrypt
					wantVerify(t, h, wrong, stored, false)
				}
			}
			if !newHasher().NeedsRehash(stored) {
				t.Error("needs no rehash")
			}
			algorithm, digest := password.Export(stored)
			if algorithm != test.algorithm && test.algorithm != "" || digest != test.digest {
				t.Errorf("exported as %s %s", algorithm, digest)
			}
		})
	}
}

func TestExport(t *testing.T) {
	for stored, want := range map[string][2]string{"": {"", ""}, reference: {"Argon2id", reference}} {
		if algorithm, digest := password.Export(stored); algorithm != want[0] || digest != want[1] {
			t.Errorf("%q: %s %s", stored, algorithm, digest)
		}
	}
}

// The default parameters of the system that most imported hashes come from.
func TestManyPassesOverLittleMemory(t *testing.T) {
	const digest = "$argon2i$v=19$m=4096,t=256,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	if _, err := password.Imported("Argon2i", digest); err != nil {
		t.Error(err)
	}
}

func TestImportedRefusesDigests(t *testing.T) {
	const hex16, hex20 = "5f4dcc3b5aa765d61d8327deb882cf99", "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8"
	legacy := func(text string) [2]string { return [2]string{"Legacy", text} }
	tests := map[string][2]string{
		"nothing":                             {"MD5", ""},
		"argon2id as argon2i":                 {"Argon2i", reference},
		"argon2i as argon2id":                 {"Argon2id", argon2i},
		"argon2d as argon2i":                  {"Argon2i", strings.Replace(argon2i, "argon2i", "argon2d", 1)},
		"argon2i of an old version":           {"Argon2i", strings.Replace(argon2i, "v=19", "v=16", 1)},
		"argon2i with too much memory":        {"Argon2i", strings.Replace(argon2i, "m=256", "m=65537", 1)},
		"argon2i with too many passes":        {"Argon2i", strings.Replace(argon2i, "m=256,t=2", "m=256,t=257", 1)},
		"argon2i with too much work":          {"Argon2i", strings.Replace(argon2i, "m=256,t=2", "m=65536,t=17", 1)},
		"bcrypt cost too high":                {"Bcrypt", strings.Replace(bcryptVector, "$05$", "$15$", 1)},
		"bcrypt cost too low":                 {"Bcrypt", strings.Replace(bcryptVector, "$05$", "$03$", 1)},
		"bcrypt 2x":                           {"Bcrypt", strings.Replace(bcryptVector, "2a", "2x", 1)},
		"bcrypt, truncated":                   {"Bcrypt", bcryptVector[:59]},
		"bcrypt, too long":                    {"Bcrypt", bcryptVector + "x"},
		"bcrypt with a line feed":             {"Bcrypt", bcryptVector + "\n"},
		"bcrypt with other letters":           {"Bcrypt", bcryptVector[:59] + "="},
		"MD5, huge":                           {"MD5", strings.Repeat("0", 1000)},
		"SHA1 of MD5's length":                {"SHA1", hex16},
		"legacy that is not JSON":             legacy("sha1"),
		"legacy that is an object":            legacy(`{"0":"md5","1":["@"],"2":"` + hex16 + `"}`),
		"legacy with two elements":            legacy(`["md5",["@"]]`),
		"legacy with four elements":           legacy(`["md5",["@"],"` + hex16 + `",""]`),
		"legacy with trailing text":           legacy(`["md5",["@"],"` + hex16 + `"]x`),
		"legacy of an unknown hash":           legacy(`["crc32",["@"],"` + hex16 + `"]`),
		"legacy of no hash":                   legacy(`[null,["@"],"` + hex16 + `"]`),
		"legacy with a number":                legacy(`["md5",["@",1],"` + hex16 + `"]`),
		"legacy with a string for a list":     legacy(`["md5","@","` + hex16 + `"]`),
		"legacy without the password":         legacy(`["md5",["salt"],"` + hex16 + `"]`),
		"legacy without arguments":            legacy(`["md5",[],"` + hex16 + `"]`),
		"legacy with null for arguments":      legacy(`["md5",null,"` + hex16 + `"]`),
		"legacy with null for the digest":     legacy(`["md5",["@"],null]`),
		"legacy without digest":               legacy(`["md5",["@"],""]`),
		"legacy with too many arguments":      legacy(`["md5",["@"` + strings.Repeat(`,"@"`, 16) + `],"` + hex16 + `"]`),
		"legacy without UTF-8":                legacy(`["md5",["@","` + "\xff" + `"],"` + hex16 + `"]`),
		"legacy, huge":                        legacy(`["md5",["@","` + strings.Repeat("x", 1000) + `"],"` + hex16 + `"]`),
		"PBKDF2 with too many iterations":     legacy(pbkdf2("salt", "2000001", "20", "sha1", hex20)),
		"PBKDF2 with too many for blocks":     legacy(pbkdf2("salt", "1000001", "32", "sha1", hex16+hex16)),
		"PBKDF2 with iterations over 32 bits": legacy(pbkdf2("salt", "4294967297", "20", "sha1", hex20)),
		"PBKDF2 without iterations":           legacy(pbkdf2("salt", "0", "20", "sha1", hex20)),
		"PBKDF2 with negative iterations":     legacy(pbkdf2("salt", "-1", "20", "sha1", hex20)),
		"PBKDF2 with a short key":             legacy(pbkdf2("salt", "1", "15", "sha1", hex20[:30])),
		"PBKDF2 with a long key":              legacy(pbkdf2("salt", "1", "65", "sha1", strings.Repeat("00", 65))),
		"PBKDF2 of another length":            legacy(pbkdf2("salt", "1", "21", "sha1", hex20)),
		"PBKDF2 of an unknown hash":           legacy(pbkdf2("salt", "1", "20", "crc32", hex20)),
		"PBKDF2 with the password as salt":    legacy(pbkdf2("@", "1", "20", "sha1", hex20)),
		"PBKDF2 without the password":         legacy(`["pbkdf2",["salt","1","20","sha1","x"],"` + hex20 + `"]`),
		"PBKDF2 with the password first":      legacy(`["pbkdf2",["@","1","20","sha1","salt"],"` + hex20 + `"]`),
		"PBKDF2 with four arguments":          legacy(`["pbkdf2",["1","20","sha1","@"],"` + hex20 + `"]`),
	}
	h := newHasher()
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			stored, err := password.Imported(test[0], test[1])
			wantRefused(t, stored, err, fault.Invalid, "guard.invalid_input", "passwordDigest")
			// It does not verify either if it is in the database anyway.
			if ok, err := h.Verify(t.Context(), "password", test[0]+":"+test[1]); ok || !errors.Is(err, password.ErrHash) {
				t.Errorf("verified: %v, %v", ok, err)
			}
		})
	}
}

func wantRefused(t *testing.T, stored string, err error, kind fault.Kind, code, field string) {
	t.Helper()
	f := fault.From(err)
	if f.Kind != kind || f.Code != code || f.Cause == nil || f.Fields[field] == "" {
		t.Errorf("got %v %s at %v: %v", f.Kind, f.Code, f.Fields, f.Cause)
	}
	if stored != "" {
		t.Errorf("got %q with the error", stored)
	}
}

// Any text is taken for an MD5; what is none matches no password.
func TestImportedMD5IsText(t *testing.T) {
	const password16 = "5f4dcc3b5aa765d61d8327deb882cf99"
	for text, matches := range map[string]bool{
		password16: true, strings.ToUpper(password16): true,
		password16[:31]: false, password16 + "0": false, "password": false, "5": false, strings.Repeat("z", 32): false,
	} {
		stored, err := password.Imported("MD5", text)
		if err != nil {
			t.Fatal(err)
		}
		wantVerify(t, cheapHasher(), "password", stored, matches)
		if algorithm, digest := password.Export(stored); algorithm != "MD5" || digest != text {
			t.Errorf("exported as %s %s", algorithm, digest)
		}
	}
}

func TestImportedRefusesAlgorithms(t *testing.T) {
	for _, algorithm := range []string{"argon2i", "crypt", "Plain", "Argon2i ", "md5"} {
		stored, err := password.Imported(algorithm, argon2i)
		wantRefused(t, stored, err, fault.Invalid, "guard.invalid_input", "passwordAlgorithm")
	}
	stored, err := password.Imported("Argon2d", strings.Replace(argon2i, "argon2i", "argon2d", 1))
	wantRefused(t, stored, err, fault.Unprocessable, "password.unsupported_encryption_method", "passwordAlgorithm")
}

// Long passwords are verified up to the limit.
func TestImportedHashesOfLongPasswords(t *testing.T) {
	stored, err := password.Imported("SHA256", "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8")
	if err != nil {
		t.Fatal(err)
	}
	wantVerify(t, newHasher(), strings.Repeat("x", password.MaxBytes+1), stored, false)
}

// Fast hashes queue like all others.
func TestImportedHashesAreQueued(t *testing.T) {
	stored, err := password.Imported("MD5", "5f4dcc3b5aa765d61d8327deb882cf99")
	if err != nil {
		t.Fatal(err)
	}
	const calls = 12
	h := password.NewHasher(1, 0)
	start, results := make(chan struct{}), make(chan error, calls)
	for range calls {
		go func() {
			<-start
			_, err := h.Verify(t.Context(), "password", stored)
			results <- err
		}()
	}
	close(start)
	limited := 0
	for range calls {
		if err := <-results; fault.From(err).Code == "request.rate_limited" {
			limited++
		}
	}
	if limited == 0 {
		t.Error("no call was rejected")
	}
}

// No digest makes the parsers panic, and accepted ones round-trip.
func FuzzImported(f *testing.F) {
	for algorithm, digest := range map[string]string{
		"Argon2i": argon2i, "Argon2id": reference, "Bcrypt": bcryptVector, "MD5": "5f4dcc3b5aa765d61d8327deb882cf99",
		"Legacy": sha256Salted, "": `[null,[],0]`, "SHA1": "zz",
	} {
		f.Add(algorithm, digest)
	}
	f.Add("Legacy", pbkdf2("salt", "1000", "20", "sha1", "6e88be8bad7eae9d9e10aa061224034fed48d03f"))
	f.Fuzz(func(t *testing.T, algorithm, digest string) {
		stored, err := password.Imported(algorithm, digest)
		if err != nil {
			return
		}
		if len(digest) > 512 || !newHasher().NeedsRehash(stored) {
			t.Errorf("%q is stored as %q", digest, stored)
		}
		as, again := password.Export(stored)
		if again != digest || as != algorithm && algorithm != "" {
			t.Errorf("%q came out as %q %q", stored, as, again)
		}
	})
}
