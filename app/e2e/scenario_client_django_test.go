//go:build e2e

package e2e_test

import (
	"path/filepath"
	"testing"
	"time"
)

// The Django client takes RS256 ID tokens and needs an address of everybody. It
// looks again every now and then, with prompt=none.
func TestClientMozillaDjangoOIDC(t *testing.T) {
	t.Parallel()
	python := builtClient(t, "mozilla-django-oidc/.venv/bin/python")
	s, origin := sharedSite(t), newClientOrigin(t)
	app := s.addApplication(t, "Django", "Traditional", origin+"/oidc/callback/", "--post-logout-redirect-uri", origin+"/")
	ada := s.addAccount(t, "ada_django")
	environ := append(s.environFor(app), "RENEW_AFTER_SECONDS=2", "DATABASE="+filepath.Join(t.TempDir(), "site.sqlite"))
	runClient(t, "mozilla-django-oidc", environ, python, "manage.py", "migrate")
	startClient(t, origin, "mozilla-django-oidc", environ, python, "manage.py", "runserver", "--noreload", "localhost:"+portOf(t, origin))

	type known struct {
		Email   string  `json:"email"`
		RenewBy float64 `json:"renewBy"` // seconds since 1970
	}
	v := mustVisitor(t, s, origin)
	first := shown[known](t, v.signInToClient(t, origin+"/oidc/authenticate/", ada))
	if first.Email != ada.Email {
		t.Errorf("signed in, the client shows %+v, want %s", first, ada.Email)
	}
	time.Sleep(time.Until(time.UnixMilli(int64(first.RenewBy * 1000))))
	if second := shown[known](t, v.mustOpen(t, origin+"/", 200)); second.Email != ada.Email || second.RenewBy <= first.RenewBy {
		t.Errorf("after it looked again, the client shows %+v, before %+v", second, first)
	}

	v.leaveClient(t, v.mustOpen(t, origin+"/leave", 200), "logout")
	if got := shown[known](t, v.mustOpen(t, origin+"/", 200)); got != (known{}) {
		t.Errorf("signed out, the client shows %+v", got)
	}
	v.mustAsk(t, origin+"/oidc/authenticate/")
}
