package user_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/user"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

func TestCreate(t *testing.T) {
	w := newWorld(t)
	created := w.create(t, user.New{
		Username: "Ann_1", Email: "Ann@Example.com", Name: "Ann 安 👩‍🔬", Password: secret,
		EmailVerified: true, ApplicationID: "shop",
	})
	got, err := w.records.Users.Get(t.Context(), created.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(created, got); diff != "" {
		t.Errorf("returned and stored differ:\n%s", diff)
	}
	want := []string{"Ann_1", "Ann_1", "Ann@Example.com", "ann@example.com", "Ann 安 👩‍🔬", "shop"}
	have := []string{
		text(got.Username), text(got.UsernameKey), text(got.PrimaryEmail), text(got.EmailKey),
		text(got.Name), text(got.ApplicationID),
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
	if len(got.ID) != 12 || got.CreatedAt != now.UnixMilli() || got.EmailVerifiedAt != now.UnixMilli() {
		t.Errorf("id %q, created %d, verified %d", got.ID, got.CreatedAt, got.EmailVerifiedAt)
	}
	if ok, err := w.Hasher.Verify(t.Context(), secret, got.PasswordHash); err != nil || !ok {
		t.Errorf("the password does not verify: %v, %v", ok, err)
	}
	wantEvents := []event.Event{{
		Key: event.UserCreated, Result: models.AuditSuccess, UserID: got.ID, ApplicationID: "shop",
		After: map[string]any{"username": "Ann_1", "primaryEmail": "Ann@Example.com", "name": "Ann 安 👩‍🔬"},
	}}
	if diff := cmp.Diff(wantEvents, w.events); diff != "" {
		t.Errorf("events:\n%s", diff)
	}
}

func TestCreateOmitsEmptyFields(t *testing.T) {
	w := newWorld(t)
	for range 2 { // empty identifiers do not collide
		got := w.create(t, user.New{})
		if got.Username != nil || got.UsernameKey != nil || got.PrimaryEmail != nil || got.EmailKey != nil ||
			got.Name != nil || got.ApplicationID != nil || got.PasswordHash != "" || got.EmailVerifiedAt != 0 {
			t.Errorf("got %+v", got)
		}
	}
	unproven := w.create(t, user.New{Email: "ann@example.com"})
	if unproven.EmailVerifiedAt != 0 {
		t.Error("the address counts as verified")
	}
}

func TestCreateRefusesUsernames(t *testing.T) {
	w := newWorld(t)
	tests := []struct{ name, username string }{
		{"digit first", "1ann"},
		{"space", "ann smith"},
		{"dash", "ann-smith"},
		{"at sign", "ann@example.com"},
		{"line feed at the end", "ann\n"},
		{"letter of another script", "аnn"},
		{"NUL", "ann\x00"},
		{"too long", strings.Repeat("a", 129)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.Create(t.Context(), w.records, user.New{Username: test.username})
			wantFault(t, err, fault.Invalid, "user.invalid_username", "username")
		})
	}
	for _, username := range []string{"a", "_", "Ann_1", "A9", strings.Repeat("a", 128)} {
		w.create(t, user.New{Username: username})
	}
}

func TestCreateRefusesEmails(t *testing.T) {
	w := newWorld(t)
	tests := []struct{ name, email string }{
		{"no at sign", "ann"},
		{"no domain", "ann@"},
		{"no local part", "@example.com"},
		{"two at signs", "ann@b@example.com"},
		{"display name", "Ann <ann@example.com>"},
		{"angle brackets", "<ann@example.com>"},
		{"comment", "ann@example.com (Ann)"},
		{"quoted local part", `"ann smith"@example.com`},
		{"space around", " ann@example.com"},
		{"header injection", "ann@example.com\r\nBcc: bob@example.com"},
		{"two addresses", "ann@example.com, bob@example.com"},
		{"invisible character", "ann\u200b@example.com"},
		{"joiner", "ann\u200d@example.com"},
		{"writing turned around", "ann\u202e@example.com"},
		{"NUL", "ann\x00@example.com"},
		{"no UTF-8", "ann\xff@example.com"},
		{"too long", strings.Repeat("a", 117) + "@example.com"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.Create(t.Context(), w.records, user.New{Email: test.email})
			wantFault(t, err, fault.Invalid, "guard.invalid_input", "primaryEmail")
		})
	}
	for _, email := range []string{"a@b", "ann+shop@mail.example.com", "安@例え.jp", strings.Repeat("a", 116) + "@example.com"} {
		w.create(t, user.New{Email: email})
	}
}

func TestCreateRefusesNames(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"Ann\nSmith", "\u202eAnn", "Ann\x00", "\xff", strings.Repeat("安", 129)} {
		_, err := w.Create(t.Context(), w.records, user.New{Name: name})
		wantFault(t, err, fault.Invalid, "guard.invalid_input", "name")
	}
	w.create(t, user.New{Name: strings.Repeat("安", 128)})
}

func TestCreateFollowsThePasswordPolicy(t *testing.T) {
	w := newWorld(t)
	tenant, err := w.records.Tenant.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tenant.Settings.PasswordPolicy.MinLength = 20
	if err := w.records.Tenant.Update(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	_, err = w.Create(t.Context(), w.records, user.New{Username: "ann", Password: secret})
	wantFault(t, err, fault.Unprocessable, "password_rejected.too_short", "password")
	_, err = w.Create(t.Context(), w.records, user.New{Name: "Annabel Winterbottom", Password: "Winterbottom-Annabel!"})
	wantFault(t, err, fault.Unprocessable, "password_rejected.restricted.user_info", "password")
	if len(w.events) != 0 {
		t.Errorf("published %v", w.events)
	}
}

// field is the API's name for what is taken.
func field(noun string) string {
	if noun == "email" {
		return "primaryEmail"
	}
	return noun
}

func TestCreateReportsTakenIdentifiers(t *testing.T) {
	tests := []struct {
		name          string
		caseSensitive bool
		fields        user.New
		want          string // noun in the code, "" if it is free
	}{
		{"username", true, user.New{Username: "Ann", Email: "x@example.com"}, "username"},
		{"username in different case", true, user.New{Username: "ANN"}, ""},
		{"username in different case, case-insensitive", false, user.New{Username: "ANN"}, "username"},
		{"email", true, user.New{Username: "x", Email: "ann@example.com"}, "email"},
		{"email in different case", true, user.New{Email: "ANN@EXAMPLE.COM"}, "email"},
		{"both", true, user.New{Username: "Ann", Email: "ann@example.com"}, "username"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			w.CaseSensitiveUsername = test.caseSensitive
			w.create(t, user.New{Username: "Ann", Email: "ann@example.com"})
			_, err := w.Create(t.Context(), w.records, test.fields)
			if test.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			wantFault(t, err, fault.Unprocessable, "user."+test.want+"_already_in_use", field(test.want))
		})
	}
}

// Of concurrent requests for the same name one succeeds, and the others get the reason.
func TestCreateConcurrently(t *testing.T) {
	tests := []struct {
		name          string
		caseSensitive bool
		first, second user.New
		want          string
	}{
		{"username", true, user.New{Username: "ann"}, user.New{Username: "ann"}, "username"},
		{"username in two cases", false, user.New{Username: "ann"}, user.New{Username: "ANN"}, "username"},
		{"email", true, user.New{Email: "ann@example.com"}, user.New{Email: "Ann@example.com"}, "email"},
	}
	databases := map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres}
	for database, open := range databases {
		for _, test := range tests {
			t.Run(database+"/"+test.name, func(t *testing.T) {
				w := newWorldOn(t, open(t))
				w.CaseSensitiveUsername = test.caseSensitive
				w.Events = event.NewPublisher()
				errs := make([]error, 8)
				var group sync.WaitGroup
				for i := range errs {
					fields := test.first
					if i%2 == 1 {
						fields = test.second
					}
					group.Go(func() { _, errs[i] = w.Create(t.Context(), w.records, fields) })
				}
				group.Wait()
				made := 0
				for _, err := range errs {
					if err == nil {
						made++
						continue
					}
					wantFault(t, err, fault.Unprocessable, "user."+test.want+"_already_in_use", field(test.want))
				}
				if made != 1 {
					t.Errorf("%d were made", made)
				}
			})
		}
	}
}

func TestCreateAssignsRoles(t *testing.T) {
	w := newWorld(t)
	roles := []models.Role{
		{ID: "everyone", Name: "everyone", Type: models.RoleUser, IsDefault: true},
		{ID: "admin", Name: "admin", Type: models.RoleUser},
		{ID: "machine", Name: "machine", Type: models.RoleMachineToMachine, IsDefault: true},
	}
	resource := &models.Resource{ID: "api", Name: "API", Indicator: "https://api.example.com", AccessTokenTTL: 60}
	if err := w.records.Resources.Insert(t.Context(), resource); err != nil {
		t.Fatal(err)
	}
	for _, role := range roles {
		scope := &models.Scope{ID: role.ID, ResourceID: "api", Name: role.Name}
		if err := errors.Join(
			w.records.Scopes.Insert(t.Context(), scope),
			w.records.Roles.Insert(t.Context(), &role), w.records.Roles.AddScopes(t.Context(), role.ID, []string{scope.ID}),
		); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name         string
		roles, wants []string
	}{
		{"the default ones", nil, []string{"everyone"}},
		{"and a named one", []string{"admin"}, []string{"admin", "everyone"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			created := w.create(t, user.New{Roles: test.roles})
			got, err := w.records.Permissions.Scopes(t.Context(), store.PermissionQuery{Holder: models.UserHolder(created.ID), ResourceID: "api"})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.wants, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	for _, name := range []string{"unknown", "machine"} {
		_, err := w.Create(t.Context(), w.records, user.New{Username: "ann", Roles: []string{name}})
		wantFault(t, err, fault.Missing, "entity.not_found", "roles")
	}
	if _, err := w.records.Users.ByUsername(t.Context(), "ann"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a user without the role was left: %v", err)
	}
}

func TestCreateIsUndoneWithItsEvent(t *testing.T) {
	w := newWorld(t)
	w.failing = errors.New("the audit log is away")
	_, err := w.Create(t.Context(), w.records, user.New{Username: "ann"})
	if !errors.Is(err, w.failing) {
		t.Fatalf("got %v", err)
	}
	if _, err := w.records.Users.ByUsername(t.Context(), "ann"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the user was left: %v", err)
	}
}
