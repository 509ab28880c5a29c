package token_test

import (
	"net/http"
	"sync"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// A refresh during a revocation gets an error that says so, or the last tokens of
// a grant that is then gone; never a server error.
func TestRefreshWhileRevoked(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	for range 5 {
		token := refreshToken(t, p.SignIn(c, "alice", nil))
		var wait sync.WaitGroup
		for range 4 {
			wait.Go(func() {
				if status := p.Refresh(c, token, nil).StatusCode; status != http.StatusOK && status != http.StatusBadRequest {
					t.Errorf("refresh: %d", status)
				}
			})
		}
		wait.Go(func() {
			if err := p.Records().Grants.DeleteOfUser(t.Context(), alice.ID); err != nil {
				t.Error(err)
			}
		})
		wait.Wait()
		if answer := p.Refresh(c, token, nil); answer.JSON()["error"] != "invalid_grant" {
			t.Errorf("after the revocation: %d %s", answer.StatusCode, answer.Text)
		}
	}
}
