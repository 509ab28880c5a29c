package storetest

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/models/store"
)

// now is the time of day in the suite, epoch milliseconds.
const now int64 = 1_750_000_000_000

// world is a database with three tenants whose records have the same ids but
// different content. A test works on own and must neither see nor change the
// others. They sort before and after own, so that a query without the tenant
// finds one of them first.
type world struct {
	db     *store.DB
	own    *store.Store
	others []*store.Store
}

// group holds the tests of a subject.
type group map[string]func(*testing.T, *world)

// setting is a kind of world, with the groups of tests that start from it.
type setting struct {
	world func(*testing.T, func(testing.TB) *store.DB) *world
	// read reads everything that a tenant of such a world has.
	read   func(*testing.T, *store.Store) []any
	groups map[string]group
}

func settings() []setting {
	return []setting{
		{newWorld, read, map[string]group{
			"tenant":       tenantTests(),
			"template":     templateTests(),
			"transaction":  transactionTests(),
			"application":  applicationTests(),
			"applications": applicationListTests(),
			"user":         userTests(),
			"users":        userListTests(),
			"search":       searchTests(),
			"operator":     operatorTests(),
			"candidates":   organizationCandidateTests(),
			"session":      sessionTests(),
			"interaction":  interactionTests(),
			"grant":        grantTests(),
			"token":        tokenTests(),
			"resource":     resourceTests(),
			"scope":        scopeTests(),
			"all scopes":   resourceScopeTests(),
			"role":         roleTests(),
			"roles":        roleListTests(),
			"signing key":  signingKeyTests(),
			"sentinel":     sentinelTests(),
			"audit log":    auditLogTests(),
			"outbox":       outboxTests(),
			"scripts":      jwtCustomizerTests(),
			"consent":      consentTests(),
			"asked":        consentScopeTests(),
		}},
		{organizedWorld, readOrganized, map[string]group{"permission": permissionTests()}},
		{joinedWorld, readJoined, map[string]group{
			"organization": organizationTests(), "member": memberTests(), "provisioning": provisioningTests(),
			"consent organization": consentOrganizationTests(),
		}},
		{invitedWorld, readInvited, map[string]group{
			"invitation": invitationTests(), "removal": removalTests(),
		}},
	}
}

// Run is the suite that every database must pass; open returns an empty database
// with the schema. Each test has its own database, and they run in parallel.
func Run(t *testing.T, open func(testing.TB) *store.DB) {
	run := func(name string, test func(*testing.T)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t)
		})
	}
	for _, s := range settings() {
		for subject, tests := range s.groups {
			for name, test := range tests {
				run(subject+"/"+name, func(t *testing.T) { runInWorld(t, s.world(t, open), s.read, test) })
			}
		}
	}
	run("expiry", func(t *testing.T) { testExpiry(t, newWorld(t, open)) })
	run("expiry in batches", func(t *testing.T) { testExpiryInBatches(t, newWorld(t, open)) })
	run("audit retention", func(t *testing.T) { testAuditRetention(t, newWorld(t, open)) })
	run("username keys", func(t *testing.T) { testUsernameKeys(t, newWorld(t, open)) })
	run("username collisions", func(t *testing.T) { testUsernameCollisions(t, newWorld(t, open)) })
	run("username keys interrupted", func(t *testing.T) { testUsernameKeysInterrupted(t, newWorld(t, open)) })
	run("expiry of interactions", func(t *testing.T) { testInteractionExpiry(t, newWorld(t, open)) })
	run("expiry of the outbox", func(t *testing.T) { testOutboxExpiry(t, newWorld(t, open)) })
}

// runInWorld runs a test and checks that it has not changed the other tenants.
func runInWorld(t *testing.T, w *world, read func(*testing.T, *store.Store) []any, test func(*testing.T, *world)) {
	var before [][]any
	for _, other := range w.others {
		before = append(before, read(t, other))
	}
	test(t, w)
	for i, other := range w.others {
		if diff := cmp.Diff(before[i], read(t, other)); diff != "" {
			t.Errorf("tenant %s was changed (-before +after):\n%s", other.TenantID(), diff)
		}
	}
}

func newWorld(t *testing.T, open func(testing.TB) *store.DB) *world {
	t.Helper()
	db := open(t)
	for _, tenant := range []string{"a-other", "own", "z-other"} {
		populate(t, db, tenant)
	}
	return &world{
		db: db, own: db.Tenant("own"),
		others: []*store.Store{db.Tenant("a-other"), db.Tenant("z-other")},
	}
}

// ok fails the test on an error.
func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// second returns only the error of a method that also returns a record.
func second[T any](_ T, err error) error { return err }

// fails checks for a kind of error.
func fails(t *testing.T, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("got error %v, want %v", err, kind)
	}
}

// equal checks what a method returned.
func equal[T any](t *testing.T, got T, err error, want T) {
	t.Helper()
	ok(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// atOnce runs act concurrently and counts the calls that succeed; the others must
// fail with the kind of error.
func atOnce(t *testing.T, kind error, act func(context.Context) error) (succeeded int) {
	t.Helper()
	const goroutines = 8
	results := make(chan error, goroutines)
	start := make(chan struct{})
	var group sync.WaitGroup
	for range goroutines {
		group.Go(func() {
			<-start
			results <- act(t.Context())
		})
	}
	close(start)
	group.Wait()
	close(results)
	for err := range results {
		if err == nil {
			succeeded++
		} else {
			fails(t, err, kind)
		}
	}
	return succeeded
}
