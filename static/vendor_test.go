package static_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"regexp"
	"testing"

	"portico/static"
)

// Third-party files are served as published: each file listed in vendor/README.md
// has the hash given there.
func TestVendoredFilesAreThePinnedOnes(t *testing.T) {
	list, err := os.ReadFile("vendor/README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| `([^`]+)` .* `([0-9a-f]{64})` \\|$").FindAllStringSubmatch(string(list), -1)
	if len(rows) != 3 {
		t.Fatalf("the list has %d files, want 3", len(rows))
	}
	for _, row := range rows {
		t.Run(row[1], func(t *testing.T) {
			file, ok := static.Open(static.URL("vendor/" + row[1]))
			if !ok {
				t.Fatal("the file is not served")
			}
			sum := sha256.Sum256(file.Body)
			if got := hex.EncodeToString(sum[:]); got != row[2] {
				t.Errorf("SHA-256 %s, want %s", got, row[2])
			}
		})
	}
}
