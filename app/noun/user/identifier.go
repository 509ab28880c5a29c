package user

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"

	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
)

// maxLength bounds usernames, email addresses and names, in characters.
const maxLength = 128

var (
	usernamePattern = regexp.MustCompile(`^[A-Z_a-z]\w*$`)
	phonePattern    = regexp.MustCompile(`^\d+$`)
)

// setUsername sets a user's username: ASCII letters, digits and underscores,
// not starting with a digit. So no username can be mistaken for an email address.
// Here and below an empty text removes the field.
func (s *Service) setUsername(user *models.User, username string) error {
	if username == "" {
		user.Username, user.UsernameKey = nil, nil
		return nil
	}
	if len(username) > maxLength || !usernamePattern.MatchString(username) {
		return invalidUsername()
	}
	key := models.UsernameKeyOf(username, s.CaseSensitiveUsername)
	user.Username, user.UsernameKey = &username, &key
	return nil
}

func invalidUsername() error {
	cause := fmt.Errorf("username: letters, digits and underscores, no digit first, at most %d characters", maxLength)
	return fault.New(fault.Invalid, "user.invalid_username").At("username").Because(cause)
}

// setEmail sets a user's email address, stored as typed. If it is unchanged, it
// stays verified or not.
func (s *Service) setEmail(user *models.User, email string) error {
	switch {
	case email == "":
		user.PrimaryEmail, user.EmailKey, user.EmailVerifiedAt = nil, nil, 0
		return nil
	case email == noun.Text(user.PrimaryEmail):
		return nil
	case !rule.IsEmail(email):
		return rule.Invalid("primaryEmail", "error.user.rule.email", "is not an e-mail address of at most %d characters", maxLength)
	}
	key := strings.ToLower(email)
	user.PrimaryEmail, user.EmailKey, user.EmailVerifiedAt = &email, &key, s.Now().UnixMilli()
	return nil
}

// setPhone sets a user's phone number: digits only, starting with the country code.
// The number that the user already has keeps its verification.
func (s *Service) setPhone(user *models.User, phone string) error {
	if phone == "" {
		user.PrimaryPhone, user.PhoneVerifiedAt = nil, 0
		return nil
	}
	if phone == noun.Text(user.PrimaryPhone) {
		return nil // possibly from before numbers were normalized
	}
	normal, err := normalPhone(phone)
	if err != nil || normal == noun.Text(user.PrimaryPhone) {
		return err
	}
	user.PrimaryPhone, user.PhoneVerifiedAt = &normal, s.Now().UnixMilli()
	return nil
}

// normalPhone returns a phone number as it is stored and compared: the digits of
// E.164, so without the trunk prefix that people dial within their country (the 0 of
// 44 07911 123456). It only checks country code and length: ranges of numbers are
// assigned all the time. Faults: guard.invalid_input, user.invalid_phone.
func normalPhone(phone string) (string, error) {
	if len(phone) > maxLength || !phonePattern.MatchString(phone) {
		return "", rule.Invalid("primaryPhone", "error.user.rule.phone", "is not digits only, at most %d", maxLength)
	}
	number, err := phonenumbers.Parse("+"+phone, "")
	if err == nil && phonenumbers.IsPossibleNumberWithReason(number) != phonenumbers.IS_POSSIBLE {
		err = errors.New("no number of that country has this length")
	}
	if err != nil {
		return "", fault.New(fault.Unprocessable, "user.invalid_phone").At("primaryPhone").Because(err)
	}
	return strings.TrimPrefix(phonenumbers.Format(number, phonenumbers.E164), "+"), nil
}

func setName(user *models.User, name string) error {
	if utf8.RuneCountInString(name) > maxLength || !rule.IsVisible(name) {
		return rule.Invalid("name", "error.user.rule.name", "must have at most %d characters, all of them visible", maxLength)
	}
	user.Name = noun.OrNone(name)
	return nil
}
