package application_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/application"
	"portico/models"
)

var later = now.Add(time.Hour).UnixMilli()

func (w *world) secrets(t testing.TB, id string) []models.OpenSecret {
	t.Helper()
	secrets, err := w.secretService.List(t.Context(), w.records, models.ApplicationHolder(id))
	if err != nil {
		t.Fatal(err)
	}
	return secrets
}

func TestSecrets(t *testing.T) {
	w := newWorld(t)
	app, first, err := w.Create(t.Context(), w.records, shop())
	if err != nil {
		t.Fatal(err)
	}
	w.events = nil
	second, err := w.secretService.Create(t.Context(), w.records, models.ApplicationHolder(app.ID), "Rotation 轮换", later)
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`^[0-9A-Za-z]{32}$`).MatchString(second.Value) || second.Value == first {
		t.Errorf("value %q", second.Value)
	}
	want := []models.OpenSecret{
		{Name: "Default secret", Value: first, CreatedAt: now.UnixMilli()},
		{Name: "Rotation 轮换", Value: second.Value, CreatedAt: now.UnixMilli(), ExpiresAt: later},
	}
	if diff := cmp.Diff(want, w.secrets(t, app.ID)); diff != "" {
		t.Errorf("after creating: %s", diff)
	}

	renamed, err := w.secretService.Rename(t.Context(), w.records, models.ApplicationHolder(app.ID), "Rotation 轮换", "a/b ?#%")
	want[1].Name = "a/b ?#%"
	if diff := cmp.Diff(&want[1], renamed); diff != "" || err != nil {
		t.Errorf("renamed: %v %s", err, diff)
	}
	if diff := cmp.Diff(want, w.secrets(t, app.ID)); diff != "" {
		t.Errorf("after renaming: %s", diff)
	}
	stored, err := w.records.Secrets.Get(t.Context(), models.ApplicationHolder(app.ID), "a/b ?#%")
	if err != nil || !cmp.Equal(stored.Digest, models.Digest(second.Value)) {
		t.Errorf("the digest is another one: %v", err)
	}

	if err := w.secretService.Delete(t.Context(), w.records, models.ApplicationHolder(app.ID), "Default secret"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[1:], w.secrets(t, app.ID)); diff != "" {
		t.Errorf("after deleting: %s", diff)
	}
	type fields = map[string]any
	wantEvents := []event.Event{
		{Key: "ApplicationSecret.Created", After: fields{"name": "Rotation 轮换", "expiresAt": later}},
		{Key: "ApplicationSecret.Updated", Before: fields{"name": "Rotation 轮换"}, After: fields{"name": "a/b ?#%"}},
		{Key: "ApplicationSecret.Deleted", Before: fields{"name": "Default secret"}},
	}
	for i := range wantEvents {
		wantEvents[i].Result, wantEvents[i].ApplicationID = models.AuditSuccess, app.ID
	}
	if diff := cmp.Diff(wantEvents, w.events); diff != "" {
		t.Errorf("events:\n%s", diff)
	}
	published, err := json.Marshal(w.events)
	if err != nil || strings.Contains(string(published), first) || strings.Contains(string(published), second.Value) {
		t.Errorf("the events tell a secret: %v", err)
	}
}

func TestSecretsAreRefused(t *testing.T) {
	w := newWorld(t)
	app := w.create(t, shop())
	public := w.create(t, application.New{Name: "App", Type: models.ApplicationNative})
	if _, err := w.secretService.Create(t.Context(), w.records, models.ApplicationHolder(app.ID), "taken", 0); err != nil {
		t.Fatal(err)
	}
	create := func(id, name string, expiresAt int64) error {
		return second(w.secretService.Create(t.Context(), w.records, models.ApplicationHolder(id), name, expiresAt))
	}
	rename := func(name, newName string) error {
		return second(w.secretService.Rename(t.Context(), w.records, models.ApplicationHolder(app.ID), name, newName))
	}
	const invalid, taken = "guard.invalid_input", "application.secret_name_exists"
	tests := []struct {
		name        string
		err         error
		kind        fault.Kind
		code, field string
	}{
		{"no name", create(app.ID, "", 0), fault.Invalid, invalid, "name"},
		{"name of spaces", create(app.ID, "  ", 0), fault.Invalid, invalid, "name"},
		{"name with a line feed", create(app.ID, "a\nb", 0), fault.Invalid, invalid, "name"},
		{"name with NUL", create(app.ID, "a\x00", 0), fault.Invalid, invalid, "name"},
		{"name too long", create(app.ID, strings.Repeat("安", 257), 0), fault.Invalid, invalid, "name"},
		{"name taken", create(app.ID, "taken", 0), fault.Unprocessable, taken, "name"},
		{"in the past", create(app.ID, "x", now.UnixMilli()-1), fault.Invalid, "request.invalid_input", "expiresAt"},
		{"now", create(app.ID, "x", now.UnixMilli()), fault.Invalid, "request.invalid_input", "expiresAt"},
		{"before 1970", create(app.ID, "x", -1), fault.Invalid, "request.invalid_input", "expiresAt"},
		{"of a public application", create(public.ID, "x", 0), fault.Unprocessable, "application.invalid_type", ""},
		{"rename to empty", rename("taken", ""), fault.Invalid, invalid, "name"},
		{"rename to a taken name", rename("Default secret", "taken"), fault.Unprocessable, taken, "name"},
		{"rename what is not there", rename("nothing", "x"), fault.Missing, "entity.not_found", ""},
		{"rename in different case", rename("Taken", "x"), fault.Missing, "entity.not_found", ""},
		{"delete what is not there", w.secretService.Delete(t.Context(), w.records, models.ApplicationHolder(app.ID), "nothing"), fault.Missing, "entity.not_found", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { wantFault(t, test.err, test.kind, test.code, test.field) })
	}
	if got := w.secrets(t, app.ID); len(got) != 2 {
		t.Errorf("got %+v", got)
	}
	for _, name := range []string{"x", strings.Repeat("安", 256)} {
		if err := create(app.ID, name, now.UnixMilli()+1); err != nil {
			t.Errorf("%.10q: %v", name, err)
		}
	}
	w.events = nil
	if got, err := w.secretService.Rename(t.Context(), w.records, models.ApplicationHolder(app.ID), "taken", "taken"); err != nil || got.Name != "taken" || len(w.events) != 0 {
		t.Errorf("renamed to the same name: %+v, %v, %v", got, err, w.events)
	}
}

// Of concurrent creations with the same name, one succeeds.
func TestCreateSecretConcurrently(t *testing.T) {
	atOnce(t, func(t *testing.T, w *world, atOnce func(func(int) error) []error) {
		app := w.create(t, shop())
		made := 0
		for _, err := range atOnce(func(int) error {
			return second(w.secretService.Create(t.Context(), w.records, models.ApplicationHolder(app.ID), "new", 0))
		}) {
			if err == nil {
				made++
				continue
			}
			wantFault(t, err, fault.Unprocessable, "application.secret_name_exists", "name")
		}
		if made != 1 || len(w.secrets(t, app.ID)) != 2 {
			t.Errorf("%d were made", made)
		}
	})
}

// An application has at most a hundred secrets, even if they are created concurrently.
func TestTooManySecrets(t *testing.T) {
	atOnce(t, func(t *testing.T, w *world, atOnce func(func(int) error) []error) {
		app := w.create(t, shop())
		for i := range 95 {
			row := &models.Secret{Holder: models.ApplicationHolder(app.ID), Name: fmt.Sprint("old", i), Digest: []byte{1}, Sealed: []byte{1}}
			if err := w.records.Secrets.Insert(t.Context(), row); err != nil {
				t.Fatal(err)
			}
		}
		made := 0
		for _, err := range atOnce(func(i int) error {
			return second(w.secretService.Create(t.Context(), w.records, models.ApplicationHolder(app.ID), fmt.Sprint("new", i), 0))
		}) {
			if err == nil {
				made++
				continue
			}
			wantFault(t, err, fault.Unprocessable, "application.too_many_secrets", "")
		}
		if made != 4 {
			t.Errorf("%d were made of the 4 that fit", made)
		}
	})
}

// The API shows the newest secret that has not expired.
func TestNewestSecret(t *testing.T) {
	w := newWorld(t)
	app, first, err := w.Create(t.Context(), w.records, shop())
	if err != nil {
		t.Fatal(err)
	}
	public := w.create(t, application.New{Name: "App", Type: models.ApplicationSPA})
	newest := func() string {
		t.Helper()
		values, err := w.secretService.Newest(t.Context(), w.records, []string{public.ID, app.ID})
		if err != nil || values[public.ID] != "" {
			t.Fatalf("got %v, %v", values, err)
		}
		return values[app.ID]
	}
	if got := newest(); got != first {
		t.Errorf("got %q, want the first", got)
	}
	clock := now
	w.Now = func() time.Time { return clock }
	create := func(name string, expiresAt int64) string {
		t.Helper()
		clock = clock.Add(time.Minute)
		made, err := w.secretService.Create(t.Context(), w.records, models.ApplicationHolder(app.ID), name, expiresAt)
		if err != nil {
			t.Fatal(err)
		}
		return made.Value
	}
	long, short := create("long", 0), create("short", later)
	if got := newest(); got != short {
		t.Error("it is not the newest one")
	}
	clock = time.UnixMilli(later)
	if got := newest(); got != long {
		t.Error("it is not the newest one that lives")
	}
	for _, name := range []string{"long", "Default secret"} {
		if err := w.secretService.Delete(t.Context(), w.records, models.ApplicationHolder(app.ID), name); err != nil {
			t.Fatal(err)
		}
	}
	if got := newest(); got != "" {
		t.Errorf("got %q of an application without living secrets", got)
	}
}

func TestReplaceLegacySecret(t *testing.T) {
	w := newWorld(t)
	app, first, err := w.Create(t.Context(), w.records, shop())
	if err != nil {
		t.Fatal(err)
	}
	other, err := w.secretService.Create(t.Context(), w.records, models.ApplicationHolder(app.ID), "other", later)
	if err != nil {
		t.Fatal(err)
	}
	w.events = nil
	got, fresh, err := w.ReplaceLegacySecret(t.Context(), w.records, app.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(app, got); diff != "" || fresh == first || len(fresh) != 32 {
		t.Errorf("fresh value %q, application: %s", fresh, diff)
	}
	want := []models.OpenSecret{{Name: "Default secret", Value: fresh, CreatedAt: now.UnixMilli()}, *other}
	if diff := cmp.Diff(want, w.secrets(t, app.ID), cmpopts.SortSlices(func(a, b models.OpenSecret) bool { return a.Name < b.Name })); diff != "" {
		t.Error(diff)
	}
	if len(w.events) != 2 || w.events[0].Key != event.ApplicationSecretDeleted || w.events[1].Key != event.ApplicationSecretCreated {
		t.Errorf("published %+v", w.events)
	}
	if err := w.secretService.Delete(t.Context(), w.records, models.ApplicationHolder(app.ID), "Default secret"); err != nil {
		t.Fatal(err)
	}
	_, _, err = w.ReplaceLegacySecret(t.Context(), w.records, app.ID)
	wantFault(t, err, fault.Missing, "entity.not_found", "")
	public := w.create(t, application.New{Name: "App", Type: models.ApplicationSPA})
	_, _, err = w.ReplaceLegacySecret(t.Context(), w.records, public.ID)
	wantFault(t, err, fault.Missing, "entity.not_found", "")
}

// A secret that cannot be decrypted is an internal error, never an empty value.
func TestSecretsThatDoNotOpen(t *testing.T) {
	w := newWorld(t)
	app := w.create(t, shop())
	row := &models.Secret{Holder: models.ApplicationHolder(app.ID), Name: "broken", Digest: []byte{1}, Sealed: []byte{1}}
	if err := w.records.Secrets.Insert(t.Context(), row); err != nil {
		t.Fatal(err)
	}
	if _, err := w.secretService.List(t.Context(), w.records, models.ApplicationHolder(app.ID)); err == nil || fault.From(err).Kind != fault.Internal {
		t.Errorf("got %v", err)
	}
	if err := w.secretService.Delete(t.Context(), w.records, models.ApplicationHolder(app.ID), "broken"); err != nil {
		t.Errorf("it cannot be deleted: %v", err)
	}
	if err := errors.Join(second(w.secretService.List(t.Context(), w.records, models.ApplicationHolder(app.ID)))); err != nil {
		t.Error(err)
	}
}
