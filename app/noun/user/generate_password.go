package user

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"

	"portico/app/ground/password"
	"portico/models/store"
)

const (
	generatedLength = 20 // characters, about 120 bits, unless the policy says otherwise
	maxDraws        = 100
)

// generatedAlphabet leaves out characters that are easily confused
// when a password is read aloud.
const generatedAlphabet = "abcdefghijkmnpqrstuvwxyz" + "ABCDEFGHJKLMNPQRSTUVWXYZ" + "23456789" + "!#%*+-=?@_$&"

// GeneratePassword generates a password with all kinds of characters that the
// tenant's policy accepts for a user. It fails if the policy accepts
// hardly anything.
func (s *Service) GeneratePassword(ctx context.Context, records *store.Store, about password.Person) (string, error) {
	tenant, err := records.Tenant.Get(ctx)
	if err != nil {
		return "", fmt.Errorf("read password policy: %w", err)
	}
	policy := password.Policy(tenant.Settings.PasswordPolicy)
	length := max(generatedLength, policy.MinLength)
	if policy.MaxLength > 0 {
		length = min(length, policy.MaxLength)
	}
	policy.MinCharacterTypes = min(4, length)
	for range maxDraws {
		drawn, err := draw(length)
		if err != nil {
			return "", err
		}
		if password.Check(policy, drawn, about) == nil {
			return drawn, nil
		}
	}
	return "", fmt.Errorf("generate password: the policy accepts none of %d", maxDraws)
}

// draw generates a text from generatedAlphabet, without bias.
func draw(length int) (string, error) {
	size := big.NewInt(int64(len(generatedAlphabet)))
	out := make([]byte, length)
	for i := range out {
		place, err := rand.Int(rand.Reader, size)
		if err != nil {
			return "", fmt.Errorf("draw password: %w", err)
		}
		out[i] = generatedAlphabet[place.Int64()]
	}
	return string(out), nil
}
