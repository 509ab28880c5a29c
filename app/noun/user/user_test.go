package user_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/password"
	"portico/app/ground/vault"
	"portico/app/noun/user"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

const secret = "Vq7#mountain-lake"

var now = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// world is a tenant with a user service and its published events.
type world struct {
	*user.Service
	db      *store.DB
	records *store.Store
	vault   *vault.Vault
	guesses *guesses
	clock   time.Time
	events  []event.Event
	// failing makes the next events fail.
	failing error
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldOn(t, storetest.Any(t))
}

func newWorldOn(t *testing.T, db *store.DB) *world {
	t.Helper()
	tenant := &models.Tenant{
		ID: "default", Name: "Default", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings(),
	}
	if err := db.CreateTenant(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	key, err := vault.New(make([]byte, vault.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{db: db, records: db.Tenant("default"), vault: key, guesses: &guesses{left: 3}, clock: now}
	hasher := password.NewHasher(0, -1)
	hasher.IsCheap = true
	w.Service = &user.Service{
		Hasher: hasher, Events: event.NewPublisher(w.listen),
		Now: func() time.Time { return w.clock }, CaseSensitiveUsername: true,
		Attempts: w.guesses, UserSubject: func(id string) string { return "subject of " + id },
		Operators: &lastAdmin{},
	}
	return w
}

// tick advances the clock by a minute.
func (w *world) tick() { w.clock = w.clock.Add(time.Minute) }

// guesses allows a number of verifications until one succeeds.
type guesses struct {
	left    int
	subject string
}

func (g *guesses) Reserve(_ context.Context, _ *store.Store, subject string) error {
	g.left, g.subject = g.left-1, subject
	if g.left < 0 {
		return errBlocked
	}
	return nil
}

func (g *guesses) Clear(_ context.Context, _ *store.Store, subject string) error {
	g.left, g.subject = 3, subject
	return nil
}

var errBlocked = errors.New("blocked")

// atOnce runs acts from several goroutines, on both databases.
func atOnce(t *testing.T, test func(t *testing.T, w *world, atOnce func(acts ...func() error) []error)) {
	databases := map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres}
	for name, open := range databases {
		t.Run(name, func(t *testing.T) {
			w := newWorldOn(t, open(t))
			w.Events = event.NewPublisher()
			test(t, w, func(acts ...func() error) []error {
				errs := make([]error, len(acts))
				var group sync.WaitGroup
				for i, act := range acts {
					group.Go(func() { errs[i] = act() })
				}
				group.Wait()
				return errs
			})
		})
	}
}

func (w *world) listen(_ context.Context, _ *store.Store, e event.Event) error {
	if w.failing == nil {
		w.events = append(w.events, e)
	}
	return w.failing
}

func (w *world) create(t *testing.T, fields user.New) *models.User {
	t.Helper()
	created, err := w.Create(t.Context(), w.records, fields)
	if err != nil {
		t.Fatalf("create %+v: %v", fields, err)
	}
	return created
}

// signIn creates a session and a grant with offline access for a user.
func (w *world) signIn(t *testing.T, userID string) (session, grant string) {
	t.Helper()
	later := now.Add(time.Hour).UnixMilli()
	application := &models.Application{ID: models.NewID(), Name: "Shop", Type: models.ApplicationSPA}
	row := &models.Session{ID: models.NewID(), Digest: models.Digest(models.NewToken()), UserID: userID, ExpiresAt: later}
	given := &models.Grant{
		ID: models.NewID(), UserID: userID, ApplicationID: application.ID, SessionID: row.ID,
		HasOfflineAccess: true, ExpiresAt: later,
	}
	if err := errors.Join(
		w.records.Applications.Insert(t.Context(), application),
		w.records.Sessions.Insert(t.Context(), row),
		w.records.Grants.Insert(t.Context(), given),
	); err != nil {
		t.Fatal(err)
	}
	return string(row.Digest), given.ID
}

func (w *world) isSignedIn(t *testing.T, session, grant string) bool {
	t.Helper()
	_, noSession := w.records.Sessions.ByDigest(t.Context(), []byte(session), now.UnixMilli())
	_, noGrant := w.records.Grants.Live(t.Context(), grant, now.UnixMilli())
	if (noSession == nil) != (noGrant == nil) {
		t.Fatalf("session: %v, grant: %v", noSession, noGrant)
	}
	return noSession == nil
}

// wantFault expects a fault and, for people at the command line, its cause.
func wantFault(t *testing.T, err error, kind fault.Kind, code, field string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("got %v, want the fault %s", err, code)
	}
	if f.Kind != kind || f.Code != code {
		t.Errorf("got kind %v, code %s; want %v, %s", f.Kind, f.Code, kind, code)
	}
	if f.Cause == nil && !strings.HasPrefix(code, "password_rejected.") {
		t.Errorf("%s has no cause", code)
	}
	if _, ok := f.Fields[field]; field != "" && !ok {
		t.Errorf("the fault belongs to %v, not to %s", f.Fields, field)
	}
}

func text(s *string) string {
	if s == nil {
		return "<none>"
	}
	return *s
}
