//go:build e2e

package e2e_test

import (
	"encoding/base64"
	"os"
	"testing"
	"time"

	"portico/models/store/storetest"
)

// What the program has confirmed survives, even if it is killed in the middle of other
// work.
func TestKillUnderLoad(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { killUnderLoad(t, newSite(t)) })
	t.Run("Postgres", func(t *testing.T) {
		kek := base64.StdEncoding.EncodeToString([]byte("a key of exactly thirty-two byte"))
		killUnderLoad(t, newSite(t, "DB_URL="+postgresURL(t), "SECRET_VAULT_KEK="+kek))
	})
}

// postgresURL creates a database for the test on the server at TEST_POSTGRES_URL.
func postgresURL(t *testing.T) string {
	t.Helper()
	if os.Getenv("TEST_POSTGRES_URL") == "" {
		missing(t, "TEST_POSTGRES_URL")
	}
	return storetest.PostgresURL(t)
}

func killUnderLoad(t *testing.T, s *site) {
	const rounds = 2
	app := s.addApplication(t, "Load", "SPA", callbackURI)
	var all []*promise
	for range rounds {
		l := startLoad(s, app)
		l.wait(t)
		s.kill()
		all = append(all, l.finish()...)
		if err := s.start(); err != nil {
			t.Fatalf("start after the kill: %v", err)
		}
	}
	verifyPromises(t, s, app, all)
}

// leeway is how long a replaced refresh token can still be used.
const leeway = 3 * time.Second

func verifyPromises(t *testing.T, s *site, app application, all []*promise) {
	t.Helper()
	signedIn, rotated := 0, 0
	for _, p := range all {
		if p.hasUser {
			signedIn++
			mustCode(t, loadState)(mustVisitor(t, s).signIn(loadAuthorization(s, app), p.username))
		}
		if p.refreshToken == "" || p.isOpen {
			continue // the outcome of a request without a response is unknown
		}
		rotated++
		if _, failure, err := refresh(s, app, p.refreshToken); failure != "" || err != nil {
			t.Errorf("the last refresh token of %s: %s %v", p.username, failure, err)
		}
	}
	if signedIn == 0 || rotated == 0 {
		t.Fatalf("the load caused %d users and %d rotations, want some of each", signedIn, rotated)
	}
	t.Logf("%d users and %d grants survived", signedIn, rotated)
	time.Sleep(leeway + 200*time.Millisecond)
	verifyOld(t, s, app, all)
}

// verifyOld checks that codes and tokens used before the kill are still used up.
func verifyOld(t *testing.T, s *site, app application, all []*promise) {
	t.Helper()
	for _, p := range all {
		if p.replaced != "" && !p.isOpen {
			if _, failure, err := refresh(s, app, p.replaced); failure != "invalid_grant" || err != nil {
				t.Errorf("the replaced refresh token of %s: %q %v, want invalid_grant", p.username, failure, err)
			}
		}
		if p.refreshToken != "" {
			if _, failure, err := exchange(s, app, p.code); failure != "invalid_grant" || err != nil {
				t.Errorf("the redeemed code of %s: %q %v, want invalid_grant", p.username, failure, err)
			}
		}
	}
}
