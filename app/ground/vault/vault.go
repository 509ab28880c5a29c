package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
)

// KeySize is the length of the key-encryption key in bytes.
const KeySize = 32

// version is the first byte of sealed values; another layout gets another number.
const version = 1

// ErrOpen reports that a sealed value cannot be opened: it was sealed under another
// key or for another context, or was modified.
var ErrOpen = errors.New("a stored secret does not open: " +
	"set SECRET_VAULT_KEK, or DATA_DIR/vault.key, to the key that this database was made with")

// Vault seals and derives under one key-encryption key. It is safe for
// concurrent use.
type Vault struct {
	sealer cipher.AEAD
	// root is the HKDF pseudorandom key from which each purpose gets its own key.
	root []byte
}

// New returns a vault with a key of KeySize bytes.
func New(key []byte) (*Vault, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("key-encryption key has %d bytes, not %d", len(key), KeySize)
	}
	root, err := hkdf.Extract(sha256.New, key, []byte("portico vault"))
	if err != nil {
		return nil, fmt.Errorf("extract vault root: %w", err)
	}
	sealKey, err := hkdf.Expand(sha256.New, root, "seal", KeySize)
	if err != nil {
		return nil, fmt.Errorf("expand sealing key: %w", err)
	}
	block, err := aes.NewCipher(sealKey)
	if err != nil {
		return nil, fmt.Errorf("make sealing cipher: %w", err)
	}
	sealer, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("make sealer: %w", err)
	}
	return &Vault{sealer: sealer, root: root}, nil
}

// Seal encrypts plaintext with AES-256-GCM under a random nonce. The context names
// where the result is stored, such as "signing_key/default/<kid>"; only the same
// context opens it again, so sealed values cannot be swapped between rows.
func (v *Vault) Seal(context string, plaintext []byte) ([]byte, error) {
	out := make([]byte, 1, 1+len(plaintext)+v.sealer.Overhead())
	out[0] = version
	return v.sealer.Seal(out, nil, plaintext, additionalData(context)), nil
}

// Open decrypts what Seal returned for the same context; otherwise the error is
// ErrOpen.
func (v *Vault) Open(context string, sealed []byte) ([]byte, error) {
	if len(sealed) < 1+v.sealer.Overhead() || sealed[0] != version {
		return nil, fmt.Errorf("open %s: %w", context, ErrOpen)
	}
	plaintext, err := v.sealer.Open(nil, nil, sealed[1:], additionalData(context))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", context, ErrOpen)
	}
	return plaintext, nil
}

// additionalData binds the version and the context to the ciphertext.
func additionalData(context string) []byte {
	return append([]byte{version}, context...)
}
