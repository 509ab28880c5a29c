package password

import (
	"regexp"

	"golang.org/x/crypto/bcrypt"
)

// bcryptPattern is a hash of the three variants that are the same algorithm,
// with a cost of 4 to 14: 14 takes about a second.
var bcryptPattern = regexp.MustCompile(`^\$2[aby]\$(0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$`)

// bcryptHash is a stored hash by bcrypt. Bcrypt looks at 72 bytes of a password.
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
