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

// OrMissing turns store.ErrNotFound into the fault entity.not_found. what says
// in the log what was looked for.
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

// Invalid is the fault guard.invalid_input of a field; text is the id of what
// its form says beside it. The cause is for the log and names no value, which
// may hold a secret.
func Invalid(field, text, format string, args ...any) error {
	f := fault.New(fault.Invalid, "guard.invalid_input").Because(fmt.Errorf(field+" "+format, args...))
	f.Fields = map[string]string{field: text}
	return f
}

// IsName reports whether a text has 1 to limit characters, all of them visible,
// and not only space.
func IsName(text string, limit int) bool {
	return strings.TrimSpace(text) != "" && IsVisible(text) && utf8.RuneCountInString(text) <= limit
}

// IsVisible refuses control and formatting characters, such as those that turn
// the direction of writing, and bytes that are no characters.
func IsVisible(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(c rune) bool {
		return !unicode.IsGraphic(c) && c != '\u200d' // joins the parts of emoji and of some scripts
	})
}

// IsText reports whether a text has at most limit characters that a database
// can hold: UTF-8 without NUL.
func IsText(text string, limit int) bool {
	return utf8.ValidString(text) && !strings.ContainsRune(text, 0) && utf8.RuneCountInString(text) <= limit
}

// MaxEmail bounds e-mail addresses, in characters.
const MaxEmail = 128

// IsEmail accepts a bare e-mail address: no display name, no comment, no quoting,
// and no letter that would make it another address in lower case.
func IsEmail(text string) bool {
	if utf8.RuneCountInString(text) > MaxEmail || !IsVisible(text) {
		return false
	}
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text && !strings.ContainsAny(text, " \u200d") && !strings.ContainsFunc(text, foldsToASCII)
}

// foldsToASCII finds letters that are other ones of ASCII in lower case, such as
// the Kelvin sign: addresses are matched in lower case, and one with such a
// letter would be that of somebody else.
func foldsToASCII(c rune) bool { return c > unicode.MaxASCII && unicode.ToLower(c) <= unicode.MaxASCII }
