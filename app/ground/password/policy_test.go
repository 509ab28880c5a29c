package password_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/fault"
	"portico/app/ground/password"
)

func defaultPolicy() password.Policy {
	return password.Policy{
		MinLength: 8, MaxLength: 256, MinCharacterTypes: 1,
		RejectRepetition: true, RejectUserInfo: true,
	}
}

func alice() password.Person {
	return password.Person{
		Username: "alice_w", Email: "Alice.Wonder@Example.com",
		Phone: "+44 7946 018 275", Name: "Alice Wonderling",
	}
}

func codes(reasons []*fault.Error) []string {
	var got []string
	for _, reason := range reasons {
		got = append(got, strings.TrimPrefix(reason.Code, "password_rejected."))
	}
	return got
}

func TestReasons(t *testing.T) {
	strict := defaultPolicy()
	strict.MinLength, strict.MaxLength, strict.MinCharacterTypes = 10, 12, 3
	words := defaultPolicy()
	words.RejectWords = []string{"Portico", " ", ""}
	lenient := password.Policy{MinLength: 4}
	tests := []struct {
		name     string
		policy   password.Policy
		password string
		want     []string
	}{
		{"a sentence", defaultPolicy(), "correct horse battery", nil},
		{"mixed", defaultPolicy(), "Tr0ub4dor&3", nil},
		{"other scripts", defaultPolicy(), "пароль-для-входа", nil},
		{"wide characters", defaultPolicy(), "雪の降る夜に歩く", nil},
		{"emoji count as characters", defaultPolicy(), "🐶🐱🦊🐻🐼🐨🐯🦁", nil},
		{"short", defaultPolicy(), "x7$kQp2", []string{"too_short"}},
		{"short in characters, not in bytes", defaultPolicy(), "ключик", []string{"too_short"}},
		{"empty", defaultPolicy(), "", []string{"too_short", "character_types"}},
		{"long", strict, "Rt7-mango-lake-5", []string{"too_long"}},
		{"few types", strict, "mangolakeqp", []string{"character_types"}},
		{"all at once", strict, "1234567", []string{"too_short", "character_types", "restricted.sequence"}},
		{"over the byte limit", defaultPolicy(), strings.Repeat("ab", 600), []string{"too_long"}},
		{"control character", defaultPolicy(), "mango\x00lake7", []string{"unsupported_characters"}},
		{"line break", defaultPolicy(), "mango lake7\n", []string{"unsupported_characters"}},
		{"not UTF-8", defaultPolicy(), "mango\xfflake", []string{"unsupported_characters"}},

		{"one character", defaultPolicy(), "aaaaaaaa", []string{"restricted.repetition"}},
		{"one character in two cases", defaultPolicy(), "aAaAaAaA", []string{"restricted.repetition"}},
		{"one wide character", defaultPolicy(), "雪雪雪雪雪雪雪雪", []string{"restricted.repetition"}},
		{"a pair", defaultPolicy(), "xyxyxyxy", []string{"restricted.repetition"}},
		{"a word of four", defaultPolicy(), "wolfwolfwolf", []string{"restricted.repetition"}},
		{"half of it", defaultPolicy(), "0000wk7m", []string{"restricted.repetition"}},
		{"less than half of it", defaultPolicy(), "000wk7mz", nil},
		{"a long tail", defaultPolicy(), "mango-lake" + strings.Repeat("0", 30), nil},

		{"digits", defaultPolicy(), "12345678", []string{"restricted.sequence"}},
		{"digits ending in zero", defaultPolicy(), "1234567890", []string{"restricted.sequence"}},
		{"descending digits", defaultPolicy(), "98765432", []string{"restricted.sequence"}},
		{"letters", defaultPolicy(), "abcdefgh", []string{"restricted.sequence"}},
		{"descending letters, upper case", defaultPolicy(), "ZYXWVUTS", []string{"restricted.sequence"}},
		{"keyboard row", defaultPolicy(), "qwertyui", []string{"restricted.sequence"}},
		{"keyboard rows", defaultPolicy(), "qwerasdfzxcv", []string{"restricted.sequence"}},
		{"keyboard row backwards", defaultPolicy(), "poiuytre", []string{"restricted.sequence"}},
		{"keyboard columns", defaultPolicy(), "1qaz2wsx", []string{"restricted.sequence"}},
		{"shifted digits", defaultPolicy(), "!@#$%^&*", []string{"restricted.sequence"}},
		{"several", defaultPolicy(), "abc123xyz", []string{"restricted.sequence"}},
		{"with a repetition", defaultPolicy(), "1234aaaa", []string{"restricted.repetition", "restricted.sequence"}},
		{"a small part", defaultPolicy(), "mangolake123", nil},

		{"username", defaultPolicy(), "alice_w9", []string{"restricted.user_info"}},
		{"a word of the name", defaultPolicy(), "WONDERLING7", []string{"restricted.user_info"}},
		{"address", defaultPolicy(), "alice.wonder@example.com", []string{"restricted.user_info"}},
		{"part of the address", defaultPolicy(), "wonder99", []string{"restricted.user_info"}},
		{"phone number", defaultPolicy(), "07946018275", []string{"restricted.user_info"}},
		{"name and sequence", defaultPolicy(), "alice123", []string{"restricted.sequence", "restricted.user_info"}},
		{"name in a sentence", defaultPolicy(), "alice walks home at nine", nil},

		{"listed word", words, "portico9", []string{"restricted.words"}},
		{"listed word in a sentence", words, "a portico of seven stones", nil},
		{"rules off", lenient, "aaaa", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			reasons := password.Reasons(test.policy, test.password, alice())
			if diff := cmp.Diff(test.want, codes(reasons)); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
			err := password.Check(test.policy, test.password, alice())
			if (err == nil) != (len(test.want) == 0) {
				t.Errorf("Check = %v", err)
			}
			if err != nil && fault.From(err).Code != reasons[0].Code {
				t.Errorf("Check = %v, first reason %v", err, reasons[0])
			}
		})
	}
}

func TestReasonsCarryTheLimits(t *testing.T) {
	policy := password.Policy{MinLength: 9, MaxLength: 10, MinCharacterTypes: 4}
	tests := []struct {
		name, password, param string
		policy                password.Policy
		want                  int
	}{
		{"too short", "aB1$", "Min", policy, 9},
		{"too long", "aB1$aB1$mnop", "Max", policy, 10},
		{"character types", "mangolake", "Min", policy, 4},
		{"far too long", strings.Repeat("x", 5000), "Max", password.Policy{MaxLength: 100}, 100},
		{"far too long without a limit", strings.Repeat("x", 5000), "Max", password.Policy{}, 256},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			reasons := password.Reasons(test.policy, test.password, password.Person{})
			if len(reasons) != 1 {
				t.Fatalf("reasons %v", reasons)
			}
			got := reasons[0]
			if got.Kind != fault.Unprocessable || got.Message != "error."+got.Code {
				t.Errorf("kind %v, message %s", got.Kind, got.Message)
			}
			if got.Params[test.param] != test.want {
				t.Errorf("%s = %v, want %d", test.param, got.Params[test.param], test.want)
			}
		})
	}
}

// If nothing is known about the user, user info rejects nothing.
func TestReasonsWithoutPerson(t *testing.T) {
	if reasons := password.Reasons(defaultPolicy(), "alice_w9", password.Person{}); len(reasons) != 0 {
		t.Errorf("reasons %v", codes(reasons))
	}
}

func FuzzReasons(f *testing.F) {
	f.Add("aaaaaaaa", "alice", 8)
	f.Add("12345678", "a@b", 1)
	f.Add("\xff\x00", "\xff", -1)
	f.Add(strings.Repeat("ab", 500), "+44 7911 123456", 8)
	f.Fuzz(func(t *testing.T, pw, about string, minLength int) {
		policy := defaultPolicy()
		policy.MinLength = minLength
		policy.RejectWords = []string{about}
		person := password.Person{Username: about, Email: about, Phone: about, Name: about}
		if len(password.Reasons(policy, pw, person)) > 0 {
			return
		}
		if !utf8.ValidString(pw) || len(pw) > password.MaxBytes || utf8.RuneCountInString(pw) < minLength {
			t.Errorf("%q was accepted", pw)
		}
	})
}
