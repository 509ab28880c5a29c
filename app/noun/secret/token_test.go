package secret_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/models"
)

func TestPersonalAccessTokens(t *testing.T) {
	w := newWorld(t)
	ann := w.user(t, "ann")
	bob := w.user(t, "bob")
	later := now.Add(time.Hour).UnixMilli()
	list := func(id string) []models.OpenSecret {
		t.Helper()
		tokens, err := w.List(t.Context(), w.records, models.UserHolder(id))
		if err != nil {
			t.Fatal(err)
		}
		return tokens
	}
	first, err := w.Create(t.Context(), w.records, models.UserHolder(ann.ID), "Build 构建", later)
	if err != nil {
		t.Fatal(err)
	}
	w.tick()
	other, err := w.Create(t.Context(), w.records, models.UserHolder(ann.ID), "another", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range []*models.OpenSecret{first, other} {
		if !regexp.MustCompile(`^pat_[0-9A-Za-z]{32}$`).MatchString(token.Value) || first.Value == other.Value {
			t.Errorf("value %q", token.Value)
		}
	}
	want := []models.OpenSecret{
		{Name: "Build 构建", Value: first.Value, CreatedAt: now.UnixMilli(), ExpiresAt: later},
		{Name: "another", Value: other.Value, CreatedAt: w.clock.UnixMilli()},
	}
	if diff := cmp.Diff(want, list(ann.ID)); diff != "" {
		t.Errorf("after creating: %s", diff)
	}
	if tokens := list(bob.ID); tokens == nil || len(tokens) != 0 {
		t.Errorf("someone else has %+v", tokens)
	}

	renamed, err := w.Rename(t.Context(), w.records, models.UserHolder(ann.ID), "Build 构建", "a/b ?#%")
	want[0].Name = "a/b ?#%"
	if diff := cmp.Diff(&want[0], renamed); diff != "" || err != nil {
		t.Errorf("renamed: %v %s", err, diff)
	}
	if diff := cmp.Diff(want, list(ann.ID)); diff != "" {
		t.Errorf("after renaming: %s", diff)
	}
	stored, err := w.records.Secrets.Get(t.Context(), models.UserHolder(ann.ID), "a/b ?#%")
	if err != nil || !cmp.Equal(stored.Digest, models.Digest(first.Value)) {
		t.Errorf("the digest is another one: %v", err)
	}
	if err := w.Delete(t.Context(), w.records, models.UserHolder(ann.ID), "another"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[:1], list(ann.ID)); diff != "" {
		t.Errorf("after deleting: %s", diff)
	}

	type fields = map[string]any
	wantEvents := []event.Event{
		{Key: "PersonalAccessToken.Created", After: fields{"name": "Build 构建", "expiresAt": later}},
		{Key: "PersonalAccessToken.Created", After: fields{"name": "another"}},
		{Key: "PersonalAccessToken.Updated", Before: fields{"name": "Build 构建"}, After: fields{"name": "a/b ?#%"}},
		{Key: "PersonalAccessToken.Deleted", Before: fields{"name": "another"}},
	}
	for i := range wantEvents {
		wantEvents[i].Result, wantEvents[i].UserID = models.AuditSuccess, ann.ID
	}
	if diff := cmp.Diff(wantEvents, w.events); diff != "" {
		t.Errorf("events:\n%s", diff)
	}
	published, err := json.Marshal(w.events)
	if err != nil || strings.Contains(string(published), "pat_") {
		t.Errorf("the events tell a token: %v", err)
	}
	if err := w.records.Users.Delete(t.Context(), ann.ID); err != nil {
		t.Errorf("a user with tokens: %v", err)
	}
}

func TestPersonalAccessTokensAreRefused(t *testing.T) {
	w := newWorld(t)
	ann, bob := w.user(t, "ann"), w.user(t, "bob")
	create := func(id, name string, expiresAt int64) error {
		return second(w.Create(t.Context(), w.records, models.UserHolder(id), name, expiresAt))
	}
	rename := func(id, name, newName string) error {
		return second(w.Rename(t.Context(), w.records, models.UserHolder(id), name, newName))
	}
	for _, name := range []string{"taken", "mine"} {
		if err := create(ann.ID, name, 0); err != nil {
			t.Fatal(err)
		}
	}
	remove := func(id, name string) error {
		return w.Delete(t.Context(), w.records, models.UserHolder(id), name)
	}
	const invalid, taken = "guard.invalid_input", "user.personal_access_token_name_exists"
	tests := []struct {
		name        string
		err         error
		kind        fault.Kind
		code, field string
	}{
		{"no name", create(ann.ID, "", 0), fault.Invalid, invalid, "name"},
		{"name of spaces", create(ann.ID, "\u00a0 ", 0), fault.Invalid, invalid, "name"},
		{"name with NUL", create(ann.ID, "a\x00", 0), fault.Invalid, invalid, "name"},
		{"name too long", create(ann.ID, strings.Repeat("安", 257), 0), fault.Invalid, invalid, "name"},
		{"name taken", create(ann.ID, "taken", 0), fault.Unprocessable, taken, "name"},
		{"now", create(ann.ID, "x", now.UnixMilli()), fault.Invalid, "request.invalid_input", "expiresAt"},
		{"of an unknown user", create("nobody", "x", 0), fault.Missing, "entity.not_found", ""},
		{"rename to empty", rename(ann.ID, "mine", ""), fault.Invalid, invalid, "name"},
		{"rename to a taken name", rename(ann.ID, "mine", "taken"), fault.Unprocessable, taken, "name"},
		{"rename what is not there", rename(ann.ID, "nothing", "x"), fault.Missing, "entity.not_found", ""},
		{"rename someone else's", rename(bob.ID, "mine", "x"), fault.Missing, "entity.not_found", ""},
		{"delete what is not there", remove(ann.ID, "nothing"), fault.Missing, "entity.not_found", ""},
		{"delete someone else's", remove(bob.ID, "mine"), fault.Missing, "entity.not_found", ""},
		{"delete for an unknown user", remove("nobody", "mine"), fault.Missing, "entity.not_found", ""},
		{"list for an unknown user", second(w.List(t.Context(), w.records, models.UserHolder("nobody"))), fault.Missing, "entity.not_found", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { wantFault(t, test.err, test.kind, test.code, test.field) })
	}
	if err := create(bob.ID, "taken", 0); err != nil {
		t.Errorf("the name of someone else's token: %v", err)
	}
	if tokens, err := w.List(t.Context(), w.records, models.UserHolder(ann.ID)); err != nil || len(tokens) != 2 {
		t.Errorf("got %+v, %v", tokens, err)
	}
}

// A user has at most a hundred tokens, even if they are created concurrently.
func TestTooManyPersonalAccessTokens(t *testing.T) {
	atOnce(t, func(t *testing.T, w *world, atOnce func(...func() error) []error) {
		ann := w.user(t, "ann")
		for i := range 96 {
			row := &models.Secret{Holder: models.UserHolder(ann.ID), Name: fmt.Sprint("old", i), Digest: models.Digest(fmt.Sprint(i)), Sealed: []byte{1}}
			if err := w.records.Secrets.Insert(t.Context(), row); err != nil {
				t.Fatal(err)
			}
		}
		var acts []func() error
		for i := range 8 {
			acts = append(acts, func() error {
				return second(w.Create(t.Context(), w.records, models.UserHolder(ann.ID), fmt.Sprint("new", i), 0))
			})
		}
		made := 0
		for _, err := range atOnce(acts...) {
			if err == nil {
				made++
				continue
			}
			wantFault(t, err, fault.Unprocessable, "user.too_many_personal_access_tokens", "")
		}
		if made != 4 {
			t.Errorf("%d were made of the 4 that fit", made)
		}
	})
}

func TestChangesAreUndoneWithTheirEvents(t *testing.T) {
	w := newWorld(t)
	ann := models.UserHolder(w.user(t, "ann").ID)
	before, err := w.Create(t.Context(), w.records, ann, "token", 0)
	if err != nil {
		t.Fatal(err)
	}
	w.failing = errors.New("the audit log is away")
	for name, err := range map[string]error{
		"create": second(w.Create(t.Context(), w.records, ann, "new", 0)),
		"rename": second(w.Rename(t.Context(), w.records, ann, "token", "new")),
		"delete": w.Delete(t.Context(), w.records, ann, "token"),
	} {
		if !errors.Is(err, w.failing) {
			t.Errorf("%s: %v", name, err)
		}
	}
	tokens, err := w.List(t.Context(), w.records, ann)
	if diff := cmp.Diff([]models.OpenSecret{*before}, tokens); err != nil || diff != "" {
		t.Errorf("something was left of a change: %v %s", err, diff)
	}
}
