package vault

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// keyFile is the name of the generated key inside DATA_DIR.
const keyFile = "vault.key"

// Load finds the key-encryption key. A kek (SECRET_VAULT_KEK), 32 bytes in base64,
// takes precedence. Without one, an installation on SQLite uses a generated key in
// dataDir, readable only by its owner; on a database server Load fails, because every
// node needs the same key.
func Load(kek, dataDir string, usesSQLite bool) (*Vault, error) {
	if kek == "" && !usesSQLite {
		return nil, fmt.Errorf("SECRET_VAULT_KEK is required with DB_URL and must be the same on every node; "+
			"for a new installation, keep and set this generated key: SECRET_VAULT_KEK=%s", encode(freshKey()))
	}
	if kek == "" {
		return fromFile(dataDir)
	}
	key, err := decode(kek)
	if err != nil {
		return nil, fmt.Errorf("SECRET_VAULT_KEK must be 32 bytes in base64; "+
			"for a new installation, keep and set this generated key: SECRET_VAULT_KEK=%s", encode(freshKey()))
	}
	return New(key)
}

// fromFile reads the key in dir, generating it first if there is none.
func fromFile(dir string) (*Vault, error) {
	path := filepath.Join(dir, keyFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeFile(dir, path); err != nil {
			return nil, fmt.Errorf("make vault key: %w", err)
		}
		// Another process may have been first: the file decides.
		text, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read vault key: %w", err)
	}
	key, err := decode(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s is damaged: restore it from a backup, "+
			"without it the stored keys and secrets cannot be read", path)
	}
	return New(key)
}

// makeFile writes a new key to path unless the file exists. Linking is atomic and
// never replaces a file, so a crash leaves no partial key and two processes that
// start at the same time agree.
func makeFile(dir, path string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(dir, keyFile+".*") // CreateTemp's mode is 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }()
	_, err = file.WriteString(encode(freshKey()) + "\n")
	err = errors.Join(err, file.Sync(), file.Close())
	if err != nil {
		return err
	}
	err = os.Link(file.Name(), path)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

func freshKey() []byte {
	key := make([]byte, KeySize)
	_, _ = rand.Read(key) // never fails: it crashes the program instead
	return key
}

func encode(key []byte) string { return base64.StdEncoding.EncodeToString(key) }

func decode(text string) ([]byte, error) {
	key, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSpace(text))
	if err != nil {
		return nil, err
	}
	if len(key) != KeySize {
		return nil, fmt.Errorf("%d bytes", len(key))
	}
	return key, nil
}
