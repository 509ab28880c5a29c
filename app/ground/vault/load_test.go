package vault_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"portico/app/ground/vault"
)

func hexOf(b []byte) string { return hex.EncodeToString(b) }

func fromHex(t *testing.T, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func load(t *testing.T, kek, dir string, usesSQLite bool) *vault.Vault {
	t.Helper()
	v, err := vault.Load(kek, dir, usesSQLite)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestLoadTakesTheGivenKey(t *testing.T) {
	key := bytes.Repeat([]byte{9}, vault.KeySize)
	kek := base64.StdEncoding.EncodeToString(key)
	want, err := vault.New(key)
	if err != nil {
		t.Fatal(err)
	}
	for _, usesSQLite := range []bool{true, false} {
		dir := t.TempDir()
		v := load(t, " "+kek+"\n", dir, usesSQLite)
		if !bytes.Equal(v.Derive("x"), want.Derive("x")) {
			t.Errorf("SQLite %v: another key", usesSQLite)
		}
		if entries, _ := os.ReadDir(dir); len(entries) != 0 {
			t.Errorf("SQLite %v: wrote %v although a key was given", usesSQLite, entries)
		}
	}
}

func TestLoadRefusesBadKeys(t *testing.T) {
	tests := []struct{ name, kek string }{
		{"not base64", "$ecret that must not show"},
		{"short", base64.StdEncoding.EncodeToString(make([]byte, 16))},
		{"long", base64.StdEncoding.EncodeToString(make([]byte, 48))},
		{"no padding", strings.TrimRight(base64.StdEncoding.EncodeToString(make([]byte, 32)), "=")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := vault.Load(test.kek, t.TempDir(), true)
			wantFreshKey(t, err)
			if strings.Contains(err.Error(), test.kek) {
				t.Errorf("the error shows the given value: %v", err)
			}
		})
	}
}

func TestLoadWithServerDatabaseNeedsAKey(t *testing.T) {
	dir := t.TempDir()
	_, err := vault.Load("", dir, false)
	fresh := wantFreshKey(t, err)
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("wrote %v", entries)
	}
	_, again := vault.Load("", dir, false)
	if wantFreshKey(t, again) == fresh {
		t.Error("the same value is offered twice")
	}
	load(t, fresh, dir, false)
}

// wantFreshKey returns the generated key from a one-line error.
func wantFreshKey(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		t.Fatal("accepted")
	}
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("more than one line: %v", err)
	}
	match := regexp.MustCompile(`SECRET_VAULT_KEK=(\S{44})$`).FindStringSubmatch(err.Error())
	if match == nil {
		t.Fatalf("no fresh value: %v", err)
	}
	return match[1]
}

func TestLoadMakesAKeyOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "data")
	first := load(t, "", dir, true)
	info, err := os.Stat(filepath.Join(dir, "vault.key"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
	if !bytes.Equal(first.Derive("x"), load(t, "", dir, true).Derive("x")) {
		t.Error("the second start has another key")
	}
	if bytes.Equal(first.Derive("x"), load(t, "", t.TempDir(), true).Derive("x")) {
		t.Error("two installations have the same key")
	}
}

func TestLoadAtTheSameTime(t *testing.T) {
	dir := t.TempDir()
	values := make([]string, 16)
	var group sync.WaitGroup
	for i := range values {
		group.Go(func() {
			v, err := vault.Load("", dir, true)
			if err != nil {
				t.Error(err)
				return
			}
			values[i] = hexOf(v.Derive("x"))
		})
	}
	group.Wait()
	for _, value := range values {
		if value != values[0] {
			t.Fatal("processes that start together have different keys")
		}
	}
}

func TestLoadNeverReplacesADamagedKey(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "vault.key")
	for _, content := range []string{"", "half", "!!!"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := vault.Load("", dir, true)
		if err == nil || !strings.Contains(err.Error(), "vault.key") || !strings.Contains(err.Error(), "backup") {
			t.Errorf("%q: %v", content, err)
		}
		if got, _ := os.ReadFile(path); string(got) != content {
			t.Errorf("%q was replaced by %q", content, got)
		}
	}
}

func TestLoadSaysWhenTheFolderCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.Load("", filepath.Join(file, "data"), true); err == nil {
		t.Error("no error")
	}
}
