package command_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	people "portico/app/ground/password"
	"portico/models"
	"portico/models/store"
)

func TestUserCreate(t *testing.T) {
	e := installed(t)
	id, _ := e.created(t, password+"\n", "user", "create", "--username=ann", "--email=Ann@example.com", "--name=Ann Smith", "--password-stdin")
	got, err := e.records(t, models.TenantDefault).Users.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if *got.Username != "ann" || *got.PrimaryEmail != "Ann@example.com" || *got.Name != "Ann Smith" || got.EmailVerifiedAt == 0 {
		t.Errorf("got %+v", got)
	}
	hasher := people.NewHasher(1, 0)
	if ok, err := hasher.Verify(t.Context(), password, got.PasswordHash); err != nil || !ok {
		t.Errorf("the password does not verify: %v, %v", ok, err)
	}
	if hasher.NeedsRehash(got.PasswordHash) {
		t.Errorf("the program made the hash %s", got.PasswordHash)
	}
}

func TestUserCreateWithoutAPassword(t *testing.T) {
	e := installed(t)
	id, _ := e.created(t, "not read", "user", "create", "--email=ann@example.com", "--tenant=admin")
	got, err := e.records(t, models.TenantAdmin).Users.Get(t.Context(), id)
	if err != nil || got.PasswordHash != "" || got.Username != nil {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestUserCreateReadsThePassword(t *testing.T) {
	e := installed(t)
	tests := []struct{ name, stdin, says string }{
		{"nothing", "", "no password on standard input"},
		{"an empty line", "\r\n", "no password on standard input"},
		{"too short", "short\n", "password_rejected.too_short: Use at least 8 characters."},
		{"too long", strings.Repeat(password, 300), "password_rejected.too_long"},
		{"two lines", password + "\n" + password, "password_rejected.unsupported_characters"},
		{"the username", "ann_of_green_gables\n", "password_rejected.restricted.user_info"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e.fails(t, 1, test.says, test.stdin, "user", "create", "--username=ann_of_green_gables", "--password-stdin")
		})
	}
	if _, err := e.records(t, models.TenantDefault).Users.ByUsername(t.Context(), "ann_of_green_gables"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a user was left: %v", err)
	}
}

func TestUserCreateErrors(t *testing.T) {
	e := installed(t)
	e.created(t, "", "user", "create", "--username=ann", "--email=ann@example.com")
	tests := []struct{ name, says, args string }{
		{"username taken", "username: another user has it", "--username=ann"},
		{"e-mail taken", "email: another user has it", "--email=ANN@example.com"},
		{"username of another form", "no digit first", "--username=1ann"},
		{"no e-mail address", "not an e-mail address", "--email=ann"},
		{"no such tenant", "no tenant acme", "--username=bob --tenant=acme"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e.fails(t, 1, test.says, password, append([]string{"user", "create", "--password-stdin"}, strings.Fields(test.args)...)...)
		})
	}
}

func TestUserSuspend(t *testing.T) {
	e := installed(t)
	id, _ := e.created(t, "", "user", "create", "--username=ann", "--email=ann@example.com")
	records := e.records(t, models.TenantDefault)
	later := time.Now().Add(time.Hour).UnixMilli()
	digest := models.Digest("cookie")
	session := &models.Session{ID: "s", Digest: digest, UserID: id, ExpiresAt: later}
	for _, name := range []string{"ann", "ANN@example.com", id} {
		if err := records.Sessions.Insert(t.Context(), session); err != nil {
			t.Fatal(err)
		}
		e.succeeds(t, "", "user", "suspend", name)
		if got, err := records.Users.Get(t.Context(), id); err != nil || !got.IsSuspended {
			t.Errorf("suspend %s: %v", name, err)
		}
		if _, err := records.Sessions.ByDigest(t.Context(), digest, 0); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("suspend %s: the session lives: %v", name, err)
		}
		e.succeeds(t, "", "user", "suspend", "--lift", name)
		if got, err := records.Users.Get(t.Context(), id); err != nil || got.IsSuspended {
			t.Errorf("lift %s: %v", name, err)
		}
	}
}

func TestUserDelete(t *testing.T) {
	e := installed(t)
	for _, name := range []string{"ann", "ann@example.com", ""} {
		id, _ := e.created(t, "", "user", "create", "--username=ann", "--email=ann@example.com")
		if name == "" {
			name = id
		}
		e.succeeds(t, "", "user", "delete", name)
		if _, err := e.records(t, models.TenantDefault).Users.Get(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("delete %s: %v", name, err)
		}
	}
}

func TestUnknownUser(t *testing.T) {
	e := installed(t)
	e.created(t, "", "user", "create", "--username=ann", "--tenant=admin")
	for _, act := range []string{"suspend", "delete"} {
		for _, name := range []string{"nobody", "ann", "nobody@example.com", "x\x00"} {
			e.fails(t, 1, "no user", "", "user", act, name)
		}
		e.fails(t, 1, "no tenant acme", "", "user", act, "--tenant=acme", "ann")
	}
}

// Someone who takes another user's ID as username is not found in their place.
func TestUserIsFoundByIDFirst(t *testing.T) {
	e := installed(t)
	ann := &models.User{ID: "a23456789012"}
	if err := e.records(t, models.TenantDefault).Users.Insert(t.Context(), ann); err != nil {
		t.Fatal(err)
	}
	e.created(t, "", "user", "create", "--username="+ann.ID)
	e.succeeds(t, "", "user", "suspend", ann.ID)
	if got, err := e.records(t, models.TenantDefault).Users.Get(t.Context(), ann.ID); err != nil || !got.IsSuspended {
		t.Errorf("someone else was suspended: %v", err)
	}
}

func TestAdminCreate(t *testing.T) {
	e := installed(t)
	for args, want := range map[string][]string{
		"--username=ann":                               {"all", "read"},
		"--username=bea --role=admin":                  {"all", "read"},
		"--email=eve@example.com --role=editor":        {"all", "read"},
		"--username=val --email=v@x.org --role=viewer": {"read"},
	} {
		id, _ := e.created(t, password, append([]string{"admin", "create", "--password-stdin"}, strings.Fields(args)...)...)
		records := e.records(t, models.TenantAdmin)
		resource, err := records.Resources.ByIndicator(t.Context(), "https://default.logto.app/api")
		if err != nil {
			t.Fatal(err)
		}
		scopes, err := records.Permissions.Scopes(t.Context(), store.PermissionQuery{Holder: models.UserHolder(id), ResourceID: resource.ID})
		if err != nil || !slices.Equal(scopes, want) {
			t.Errorf("%s: %v, %v", args, scopes, err)
		}
		if _, err := e.records(t, models.TenantDefault).Users.Get(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: an operator in the default tenant: %v", args, err)
		}
	}
	e.fails(t, 1, "another user has it", password, "admin", "create", "--username=ann", "--password-stdin")
}

// Commands are audited, without secrets.
func TestCommandsAreAudited(t *testing.T) {
	e := installed(t)
	user, _ := e.created(t, password, "user", "create", "--username=ann", "--password-stdin")
	_, secret := e.created(t, "", "app", "create", "--name=Job", "--type=MachineToMachine")
	e.succeeds(t, "", "user", "suspend", "ann")
	e.succeeds(t, "", "keys", "rotate")
	e.succeeds(t, "", "user", "delete", user)
	rows, err := e.records(t, models.TenantDefault).AuditLogs.Newest(t.Context(), store.AuditLogFilter{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, row := range rows {
		keys = append(keys, row.Key)
		for _, value := range row.Payload {
			if value == password || value == secret {
				t.Errorf("row %+v holds a secret", row)
			}
		}
	}
	slices.Sort(keys)
	want := []string{"Application.Created", "SigningKeys.Rotated", "SigningKeys.Rotated", "User.Created", "User.Deleted", "User.SuspensionStatus.Updated"}
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Error(diff)
	}
}
