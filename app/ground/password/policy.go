package password

import (
	"unicode"
	"unicode/utf8"

	"portico/app/ground/fault"
)

// Policy decides which new passwords are accepted; its fields are those of a tenant's
// password policy. Lengths are in characters.
type Policy struct {
	MinLength         int
	MaxLength         int // in addition to the limit of MaxBytes
	MinCharacterTypes int // of lower case, upper case, digits and others: 1 to 4
	RejectRepetition  bool
	RejectUserInfo    bool
	RejectWords       []string
}

// Person is what is known about the owner of a new password; any field may be empty.
type Person struct {
	Username, Email, Phone, Name string
}

// Check returns nil if a password may be used, else the first of Reasons.
func Check(policy Policy, password string, about Person) error {
	reasons := Reasons(policy, password, about)
	if len(reasons) == 0 {
		return nil
	}
	return reasons[0]
}

// Reasons lists all reasons to reject a password, as faults of kind Unprocessable
// whose code begins with "password_rejected.": too_short (Min), too_long (Max),
// character_types (Min), unsupported_characters, restricted.repetition,
// restricted.sequence, restricted.user_info, restricted.words.
func Reasons(policy Policy, password string, about Person) []*fault.Error {
	if len(password) > MaxBytes {
		return []*fault.Error{tooLong(policy)}
	}
	if !utf8.ValidString(password) {
		return []*fault.Error{rejected("password_rejected.unsupported_characters")}
	}
	characters := []rune(password)
	var reasons []*fault.Error
	if len(characters) < policy.MinLength {
		reasons = append(reasons, rejected("password_rejected.too_short").With("Min", policy.MinLength))
	}
	if policy.MaxLength > 0 && len(characters) > policy.MaxLength {
		reasons = append(reasons, tooLong(policy))
	}
	if characterTypes(characters) < policy.MinCharacterTypes {
		reasons = append(reasons, rejected("password_rejected.character_types").With("Min", policy.MinCharacterTypes))
	}
	if hasControl(characters) {
		reasons = append(reasons, rejected("password_rejected.unsupported_characters"))
	}
	return append(reasons, restricted(policy, characters, about)...)
}

// tooLong states the policy's limit, or the number of characters that always fit into
// MaxBytes if that is less.
func tooLong(policy Policy) *fault.Error {
	limit := MaxBytes / utf8.UTFMax
	if policy.MaxLength > 0 && policy.MaxLength < limit {
		limit = policy.MaxLength
	}
	return rejected("password_rejected.too_long").With("Max", limit)
}

func rejected(code string) *fault.Error {
	return fault.New(fault.Unprocessable, code)
}

// characterTypes counts how many of lower case, upper case, digits and others occur.
func characterTypes(characters []rune) int {
	var lower, upper, digit, other int
	for _, c := range characters {
		switch {
		case unicode.IsLower(c):
			lower = 1
		case unicode.IsUpper(c):
			upper = 1
		case unicode.IsDigit(c):
			digit = 1
		default:
			other = 1
		}
	}
	return lower + upper + digit + other
}

func hasControl(characters []rune) bool {
	for _, c := range characters {
		if unicode.IsControl(c) {
			return true
		}
	}
	return false
}
