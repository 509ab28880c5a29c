package password

import (
	"regexp"

	"golang.org/x/crypto/bcrypt"
)

// bcryptPattern matches hashes of the three variants with the same algorithm and a
// cost of 4 to 14; 14 takes about a second.
var bcryptPattern = regexp.MustCompile(`^\$2[aby]\$(0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$`)

// bcryptHash is a stored bcrypt hash. Bcrypt only uses the first 72 bytes of a password.
type bcryptHash string

func parseBcrypt(text string) (bcryptHash, error) {
	if !bcryptPattern.MatchString(text) {
		return "", ErrHash
	}
	return bcryptHash(text), nil
}

func (h bcryptHash) matches(password string) bool {
	return bcrypt.CompareHashAndPassword([]byte(h), []byte(password)) == nil
}
