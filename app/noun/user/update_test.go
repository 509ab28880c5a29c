package user_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/user"
	"portico/models"
)

func ptr[T any](value T) *T { return &value }

func second[T any](_ T, err error) error { return err }

// everything is a user with every field.
func everything() user.New {
	return user.New{
		Username: "Ann", Email: "Ann@example.com", Phone: "13105550100", Name: "Ann Smith",
		Avatar: "https://people.example.com/ann.png",
		Profile: models.Profile{
			GivenName: "Ann", FamilyName: "Smith", Address: &models.Address{Locality: "London", Country: "UK"},
		},
		CustomData: map[string]any{"a": 1.0, "b": "x"},
	}
}

func TestUpdate(t *testing.T) {
	type fields = map[string]any
	verified := now.UnixMilli()
	tests := []struct {
		name    string
		changes user.Changes
		change  func(*models.User) // to the stored record
		was, is fields
	}{
		{
			"username",
			user.Changes{Username: ptr("Bob")},
			func(u *models.User) { u.Username, u.UsernameKey = ptr("Bob"), ptr("Bob") },
			fields{"username": "Ann"},
			fields{"username": "Bob"},
		},
		{
			"username in another case",
			user.Changes{Username: ptr("ANN")},
			func(u *models.User) { u.Username, u.UsernameKey = ptr("ANN"), ptr("ANN") },
			fields{"username": "Ann"},
			fields{"username": "ANN"},
		},
		{
			"username taken away",
			user.Changes{Username: ptr("")},
			func(u *models.User) { u.Username, u.UsernameKey = nil, nil },
			fields{"username": "Ann"},
			fields{"username": nil},
		},
		{
			"a new e-mail is verified",
			user.Changes{Email: ptr("Bob@Example.com")},
			func(u *models.User) {
				u.PrimaryEmail, u.EmailKey, u.EmailVerifiedAt = ptr("Bob@Example.com"), ptr("bob@example.com"), verified
			},
			fields{"primaryEmail": "Ann@example.com"},
			fields{"primaryEmail": "Bob@Example.com"},
		},
		{
			"e-mail taken away",
			user.Changes{Email: ptr("")},
			func(u *models.User) { u.PrimaryEmail, u.EmailKey, u.EmailVerifiedAt = nil, nil, 0 },
			fields{"primaryEmail": "Ann@example.com"},
			fields{"primaryEmail": nil},
		},
		{
			"a new phone is verified",
			user.Changes{Phone: ptr("8613012345678")},
			func(u *models.User) { u.PrimaryPhone, u.PhoneVerifiedAt = ptr("8613012345678"), verified },
			fields{"primaryPhone": "13105550100"},
			fields{"primaryPhone": "8613012345678"},
		},
		{
			"phone taken away",
			user.Changes{Phone: ptr("")},
			func(u *models.User) { u.PrimaryPhone, u.PhoneVerifiedAt = nil, 0 },
			fields{"primaryPhone": "13105550100"},
			fields{"primaryPhone": nil},
		},
		{
			"name",
			user.Changes{Name: ptr("安")},
			func(u *models.User) { u.Name = ptr("安") },
			fields{"name": "Ann Smith"},
			fields{"name": "安"},
		},
		{
			"name taken away",
			user.Changes{Name: ptr("")},
			func(u *models.User) { u.Name = nil },
			fields{"name": "Ann Smith"},
			fields{"name": nil},
		},
		{
			"avatar",
			user.Changes{Avatar: ptr("http://localhost/a.png?x=1")},
			func(u *models.User) { u.Avatar = ptr("http://localhost/a.png?x=1") },
			fields{"avatar": "https://people.example.com/ann.png"},
			fields{"avatar": "http://localhost/a.png?x=1"},
		},
		{
			"avatar taken away",
			user.Changes{Avatar: ptr("")},
			func(u *models.User) { u.Avatar = nil },
			fields{"avatar": "https://people.example.com/ann.png"},
			fields{"avatar": nil},
		},
		{
			"profile as a whole",
			user.Changes{Profile: &models.Profile{Nickname: "Annie", Address: &models.Address{}}},
			func(u *models.User) { u.Profile = models.Profile{Nickname: "Annie"} },
			fields{"profile": fields{
				"givenName": "Ann", "familyName": "Smith", "address": fields{"locality": "London", "country": "UK"},
			}},
			fields{"profile": fields{"nickname": "Annie"}},
		},
		{
			"custom data as a whole",
			user.Changes{CustomData: fields{"c": []int{1}}},
			func(u *models.User) { u.CustomData = fields{"c": []any{1.0}} },
			fields{"customData": fields{"a": 1.0, "b": "x"}},
			fields{"customData": fields{"c": []any{1.0}}},
		},
		{
			"several",
			user.Changes{Username: ptr("Bob"), Name: ptr("Bob"), Avatar: ptr("")},
			func(u *models.User) {
				u.Username, u.UsernameKey, u.Name, u.Avatar = ptr("Bob"), ptr("Bob"), ptr("Bob"), nil
			},
			fields{"username": "Ann", "name": "Ann Smith", "avatar": "https://people.example.com/ann.png"},
			fields{"username": "Bob", "name": "Bob", "avatar": nil},
		},
		{"nothing", user.Changes{}, func(*models.User) {}, nil, nil},
		{
			"all as it is",
			user.Changes{
				Username: ptr("Ann"), Email: ptr("Ann@example.com"), Phone: ptr("13105550100"), Name: ptr("Ann Smith"),
				Profile: ptr(everything().Profile), CustomData: fields{"b": "x", "a": 1},
			},
			func(*models.User) {}, nil, nil,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			want := w.create(t, everything())
			session, grant := w.signIn(t, want.ID)
			w.events = nil
			w.tick()
			test.change(want)
			if test.was != nil {
				want.UpdatedAt = w.Now().UnixMilli()
			}
			if want.EmailVerifiedAt == verified {
				want.EmailVerifiedAt = w.Now().UnixMilli()
			}
			if want.PhoneVerifiedAt == verified {
				want.PhoneVerifiedAt = w.Now().UnixMilli()
			}
			want.SearchKey = models.SearchKeyOf(want)
			got, err := w.Update(t.Context(), w.records, want.ID, test.changes)
			if err != nil {
				t.Fatal(err)
			}
			stored, err := w.records.Users.Get(t.Context(), want.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]*models.User{want, want}, []*models.User{stored, got}); diff != "" {
				t.Errorf("stored and returned:\n%s", diff)
			}
			var events []event.Event
			if test.was != nil {
				events = []event.Event{{
					Key: "User.Data.Updated", Result: models.AuditSuccess, UserID: want.ID, Before: test.was, After: test.is,
				}}
			}
			if diff := cmp.Diff(events, w.events); diff != "" {
				t.Errorf("events:\n%s", diff)
			}
			if !w.isSignedIn(t, session, grant) {
				t.Error("the user was signed out")
			}
		})
	}
}

// Sending a value back does not change whether it is verified.
func TestUpdateKeepsWhetherAnAddressIsVerified(t *testing.T) {
	w := newWorld(t)
	for _, isVerified := range []bool{true, false} {
		fields := user.New{Email: fmt.Sprint(isVerified, "@example.com"), Phone: map[bool]string{true: "4915112345678", false: "4915112345679"}[isVerified]}
		fields.EmailVerified, fields.PhoneVerified = isVerified, isVerified
		created := w.create(t, fields)
		w.tick()
		got, err := w.Update(t.Context(), w.records, created.ID, user.Changes{
			Email: &fields.Email, Phone: &fields.Phone, Name: ptr("New"),
		})
		if err != nil {
			t.Fatal(err)
		}
		if got.EmailVerifiedAt != created.EmailVerifiedAt || got.PhoneVerifiedAt != created.PhoneVerifiedAt {
			t.Errorf("verified at %d, %d; before at %d, %d",
				got.EmailVerifiedAt, got.PhoneVerifiedAt, created.EmailVerifiedAt, created.PhoneVerifiedAt)
		}
		if (created.PhoneVerifiedAt != 0) != isVerified {
			t.Errorf("created with %+v: %d", fields, created.PhoneVerifiedAt)
		}
	}
}

// bad lists an invalid value for each field.
func bad() []struct {
	name, field string
	changes     user.Changes
} {
	deep := map[string]any{}
	for range 64 {
		deep = map[string]any{"a": deep}
	}
	return []struct {
		name, field string
		changes     user.Changes
	}{
		{"e-mail", "primaryEmail", user.Changes{Email: ptr("ann")}},
		{"phone with a plus", "primaryPhone", user.Changes{Phone: ptr("+13105550100")}},
		{"phone with spaces", "primaryPhone", user.Changes{Phone: ptr("1555 0100")}},
		{"phone of other digits", "primaryPhone", user.Changes{Phone: ptr("١٢٣")}},
		{"phone with a line feed", "primaryPhone", user.Changes{Phone: ptr("13105550100\n")}},
		{"phone too long", "primaryPhone", user.Changes{Phone: ptr(strings.Repeat("1", 129))}},
		{"name", "name", user.Changes{Name: ptr("Ann\x00")}},
		{"avatar that is a script", "avatar", user.Changes{Avatar: ptr("javascript:alert(1)")}},
		{"avatar that is data", "avatar", user.Changes{Avatar: ptr("data:image/png;base64,AAAA")}},
		{"avatar without scheme", "avatar", user.Changes{Avatar: ptr("//people.example.com/a.png")}},
		{"avatar without host", "avatar", user.Changes{Avatar: ptr("https:a.png")}},
		{"avatar with a space", "avatar", user.Changes{Avatar: ptr("https://people.example.com/a b.png")}},
		{"avatar with NUL", "avatar", user.Changes{Avatar: ptr("https://people.example.com/\x00")}},
		{"avatar too long", "avatar", user.Changes{Avatar: ptr("https://people.example.com/" + strings.Repeat("a", 2048))}},
		{"profile with NUL", "profile", user.Changes{Profile: &models.Profile{Nickname: "\x00"}}},
		{"profile without UTF-8", "profile", user.Changes{Profile: &models.Profile{Gender: "\xff"}}},
		{"profile too long", "profile", user.Changes{Profile: &models.Profile{Website: strings.Repeat("安", 1025)}}},
		{"address with NUL", "profile", user.Changes{Profile: &models.Profile{Address: &models.Address{Region: "\x00"}}}},
		{"custom data with NUL", "customData", user.Changes{CustomData: map[string]any{"a": []any{"\x00"}}}},
		{"custom data with NUL in a name", "customData", user.Changes{CustomData: map[string]any{"a": map[string]any{"\x00": 1}}}},
		{"custom data too long", "customData", user.Changes{CustomData: map[string]any{"a": strings.Repeat("x", 64*1024)}}},
		{"custom data too deep", "customData", user.Changes{CustomData: deep}},
	}
}

func TestUpdateRefuses(t *testing.T) {
	w := newWorld(t)
	created := w.create(t, everything())
	w.events = nil
	for _, test := range bad() {
		t.Run(test.name, func(t *testing.T) {
			got, err := w.Update(t.Context(), w.records, created.ID, test.changes)
			wantFault(t, err, fault.Invalid, "guard.invalid_input", test.field)
			if got != nil {
				t.Error("something came with the error")
			}
		})
	}
	t.Run("username", func(t *testing.T) {
		_, err := w.Update(t.Context(), w.records, created.ID, user.Changes{Username: ptr("1ann")})
		wantFault(t, err, fault.Invalid, "user.invalid_username", "username")
	})
	if stored, err := w.records.Users.Get(t.Context(), created.ID); !cmp.Equal(stored, created) || len(w.events) != 0 {
		t.Errorf("changed: %v, %v", err, w.events)
	}
	_, err := w.Update(t.Context(), w.records, "nobody", user.Changes{Name: ptr("x")})
	wantFault(t, err, fault.Missing, "entity.not_found", "")
}

// The rules for a change are those for creating.
func TestCreateRefuses(t *testing.T) {
	w := newWorld(t)
	for _, test := range bad() {
		t.Run(test.name, func(t *testing.T) {
			var fields user.New
			for _, text := range []struct {
				value *string
				place *string
			}{
				{test.changes.Email, &fields.Email},
				{test.changes.Phone, &fields.Phone},
				{test.changes.Name, &fields.Name},
				{test.changes.Avatar, &fields.Avatar},
			} {
				if text.value != nil {
					*text.place = *text.value
				}
			}
			if test.changes.Profile != nil {
				fields.Profile = *test.changes.Profile
			}
			fields.CustomData = test.changes.CustomData
			_, err := w.Create(t.Context(), w.records, fields)
			wantFault(t, err, fault.Invalid, "guard.invalid_input", test.field)
		})
	}
}

func TestUpdateSaysWhatIsTaken(t *testing.T) {
	w := newWorld(t)
	w.create(t, everything())
	bob := w.create(t, user.New{Username: "bob", Email: "bob@example.com", Phone: "4915112345679"})
	tests := []struct {
		name, noun, field string
		changes           user.Changes
	}{
		{"username", "username", "username", user.Changes{Username: ptr("Ann")}},
		{"e-mail", "email", "primaryEmail", user.Changes{Email: ptr("ANN@example.com")}},
		{"phone", "phone", "primaryPhone", user.Changes{Phone: ptr("13105550100")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.Update(t.Context(), w.records, bob.ID, test.changes)
			wantFault(t, err, fault.Unprocessable, "user."+test.noun+"_already_in_use", test.field)
		})
	}
	t.Run("phone at creation", func(t *testing.T) {
		_, err := w.Create(t.Context(), w.records, user.New{Phone: "13105550100"})
		wantFault(t, err, fault.Unprocessable, "user.phone_already_in_use", "primaryPhone")
	})
	t.Run("their own in different case", func(t *testing.T) {
		w.CaseSensitiveUsername = false
		changes := user.Changes{Username: ptr("BOB"), Email: ptr("BOB@example.com")}
		if _, err := w.Update(t.Context(), w.records, bob.ID, changes); err != nil {
			t.Error(err)
		}
	})
}

// Of concurrent changes to the same number one succeeds.
func TestUpdateAtTheSameTime(t *testing.T) {
	atOnce(t, func(t *testing.T, w *world, atOnce func(...func() error) []error) {
		var acts []func() error
		for range 8 {
			id := w.create(t, user.New{}).ID
			acts = append(acts, func() error {
				return second(w.Update(t.Context(), w.records, id, user.Changes{Phone: ptr("13105550100")}))
			})
		}
		changed := 0
		for _, err := range atOnce(acts...) {
			if err == nil {
				changed++
				continue
			}
			wantFault(t, err, fault.Unprocessable, "user.phone_already_in_use", "primaryPhone")
		}
		if changed != 1 {
			t.Errorf("%d were changed", changed)
		}
	})
}

func TestMergeProfile(t *testing.T) {
	w := newWorld(t)
	created := w.create(t, everything())
	w.events = nil
	got, err := w.MergeProfile(t.Context(), w.records, created.ID, user.ProfileChanges{
		GivenName: ptr(""), Nickname: ptr("Annie"), Address: &models.Address{Locality: "Paris"},
	})
	want := models.Profile{FamilyName: "Smith", Nickname: "Annie", Address: &models.Address{Locality: "Paris"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	stored, err := w.records.Users.Get(t.Context(), created.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, stored.Profile); diff != "" {
		t.Errorf("stored: %s", diff)
	}
	if len(w.events) != 1 || w.events[0].Key != event.UserDataUpdated || w.events[0].After["profile"] == nil {
		t.Errorf("published %+v", w.events)
	}
	_, err = w.MergeProfile(t.Context(), w.records, created.ID, user.ProfileChanges{Locale: ptr("\x00")})
	wantFault(t, err, fault.Invalid, "guard.invalid_input", "profile")
	_, err = w.MergeProfile(t.Context(), w.records, "nobody", user.ProfileChanges{})
	wantFault(t, err, fault.Missing, "entity.not_found", "")
}

// Every profile field can be merged, under its name.
func TestMergeProfileHasEveryField(t *testing.T) {
	w := newWorld(t)
	created := w.create(t, user.New{})
	full := models.Profile{
		FamilyName: "a", GivenName: "b", MiddleName: "c", Nickname: "d", PreferredUsername: "e", Profile: "f",
		Website: "g", Gender: "h", Birthdate: "i", Zoneinfo: "j", Locale: "k", Address: &models.Address{Formatted: "l"},
	}
	got, err := w.MergeProfile(t.Context(), w.records, created.ID, user.ProfileChanges{
		FamilyName: ptr("a"), GivenName: ptr("b"), MiddleName: ptr("c"), Nickname: ptr("d"), PreferredUsername: ptr("e"),
		Profile: ptr("f"), Website: ptr("g"), Gender: ptr("h"), Birthdate: ptr("i"), Zoneinfo: ptr("j"), Locale: ptr("k"),
		Address: &models.Address{Formatted: "l"},
	})
	if diff := cmp.Diff(full, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}

func TestMergeCustomData(t *testing.T) {
	w := newWorld(t)
	created := w.create(t, everything())
	w.events = nil
	got, err := w.MergeCustomData(t.Context(), w.records, created.ID, map[string]any{"b": nil, "c": 2})
	want := map[string]any{"a": 1.0, "b": nil, "c": 2.0}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	stored, err := w.records.Users.Get(t.Context(), created.ID)
	if err != nil || !cmp.Equal(stored.CustomData, want) || len(w.events) != 1 {
		t.Errorf("stored %v, %v; published %+v", stored.CustomData, err, w.events)
	}
	_, err = w.MergeCustomData(t.Context(), w.records, created.ID, map[string]any{"x": strings.Repeat("x", 64*1024)})
	wantFault(t, err, fault.Invalid, "guard.invalid_input", "customData")
	_, err = w.MergeCustomData(t.Context(), w.records, "nobody", map[string]any{"x": 1})
	wantFault(t, err, fault.Missing, "entity.not_found", "")
}

// No concurrent change is lost, nor is a sign-in in between.
func TestMergeAtTheSameTime(t *testing.T) {
	atOnce(t, func(t *testing.T, w *world, atOnce func(...func() error) []error) {
		created := w.create(t, user.New{Username: "ann"})
		acts := []func() error{func() error { return w.records.Users.RecordSignIn(t.Context(), created, 42) }}
		for i := range 8 {
			acts = append(acts, func() error {
				patch := map[string]any{fmt.Sprint("key", i): i}
				return second(w.MergeCustomData(t.Context(), w.records, created.ID, patch))
			})
		}
		errs := atOnce(acts...)
		stored, err := w.records.Users.Get(t.Context(), created.ID)
		if err := errors.Join(append(errs, err)...); err != nil {
			t.Fatal(err)
		}
		if len(stored.CustomData) != 8 || stored.LastSignInAt != 42 {
			t.Errorf("got %v, signed in at %d", stored.CustomData, stored.LastSignInAt)
		}
	})
}
