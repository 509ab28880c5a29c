package vault

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
)

// Derive computes 32 bytes from parts with HMAC-SHA256. Each purpose, such as
// "refresh_token", has its own key (HKDF, RFC 5869), so a value derived for one is
// never valid for another. Each part is preceded by its length, so that ("ab", "c")
// and ("a", "bc") differ.
func (v *Vault) Derive(purpose string, parts ...[]byte) []byte {
	mac := hmac.New(sha256.New, v.purposeKey(purpose))
	var length [8]byte
	for _, part := range parts {
		binary.BigEndian.PutUint64(length[:], uint64(len(part)))
		mac.Write(length[:])
		mac.Write(part)
	}
	return mac.Sum(nil)
}

// purposeKey cannot fail: RFC 5869 allows any info and up to 255 hashes of output.
func (v *Vault) purposeKey(purpose string) []byte {
	key, err := hkdf.Expand(sha256.New, v.root, "derive "+purpose, KeySize)
	if err != nil {
		panic("vault: expand key: " + err.Error())
	}
	return key
}
