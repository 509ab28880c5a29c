package rule

import (
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"portico/app/ground/fault"
	"portico/models/store"
)

// OrMissing turns store.ErrNotFound into the fault entity.not_found. what names the
// record in the log.
func OrMissing(what string, err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return Missing(what)
	}
	return fmt.Errorf("read %s: %w", what, err)
}

// Missing is the fault entity.not_found.
func Missing(what string) error {
	return fault.New(fault.Missing, "entity.not_found").Because(fmt.Errorf("there is no %s", what))
}

// Invalid is the fault guard.invalid_input of a field; text is the id of the message
// next to the field. The cause is for the log; it must not contain the value, which
// may be a secret.
func Invalid(field, text, format string, args ...any) error {
	f := fault.New(fault.Invalid, "guard.invalid_input").Because(fmt.Errorf(field+" "+format, args...))
	f.Fields = map[string]string{field: text}
	return f
}

// IsName reports whether a text has 1 to limit characters, all visible and not all
// white space.
func IsName(text string, limit int) bool {
	return strings.TrimSpace(text) != "" && IsVisible(text) && utf8.RuneCountInString(text) <= limit
}

// IsVisible reports whether a text is valid UTF-8 without control and formatting
// characters, such as those that change the writing direction.
func IsVisible(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(c rune) bool {
		return !unicode.IsGraphic(c) && c != '\u200d' // zero-width joiner, used in emoji and some scripts
	})
}

// IsText reports whether a text has at most limit characters that a database
// can hold: UTF-8 without NUL.
func IsText(text string, limit int) bool {
	return utf8.ValidString(text) && !strings.ContainsRune(text, 0) && utf8.RuneCountInString(text) <= limit
}

// MaxEmail is the maximum length of an email address in characters.
const MaxEmail = 128

// IsEmail reports whether a text is a bare email address: no display name, comment
// or quoting, and no letter that would turn into a different address in lower case.
func IsEmail(text string) bool {
	if utf8.RuneCountInString(text) > MaxEmail || !IsVisible(text) {
		return false
	}
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text && !strings.ContainsAny(text, " \u200d") && !strings.ContainsFunc(text, foldsToASCII)
}

// foldsToASCII reports whether a non-ASCII letter becomes an ASCII letter in lower
// case, such as the Kelvin sign. Addresses are matched in lower case, so one with
// such a letter would match another person's.
func foldsToASCII(c rune) bool { return c > unicode.MaxASCII && unicode.ToLower(c) <= unicode.MaxASCII }
