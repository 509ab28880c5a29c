//go:build e2e

package e2e_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// promise is what the program has confirmed to one user.
type promise struct {
	username     string
	hasUser      bool
	code         string
	refreshToken string // the last one received
	replaced     string // the previous one
	isOpen       bool   // a request about the grant got no response
}

// loadOf is a load of users who sign up and applications that refresh, concurrently.
type loadOf struct {
	site    *site
	app     application
	stopped atomic.Bool
	rounds  atomic.Int64 // users who completed all steps
	working sync.WaitGroup

	mu       sync.Mutex
	promises []*promise
	failures []error
}

const (
	loadWorkers  = 4
	loadState    = "load"
	loadVerifier = "the-verifier-of-everybody-in-this-load-0123456789"
)

func startLoad(s *site, app application) *loadOf {
	l := &loadOf{site: s, app: app}
	for range loadWorkers {
		l.working.Go(func() {
			for !l.stopped.Load() {
				l.person()
			}
		})
	}
	return l
}

// wait waits until enough users have completed all steps.
func (l *loadOf) wait(t *testing.T) {
	t.Helper()
	const enough = 12
	deadline := time.Now().Add(patience)
	for l.rounds.Load() < enough && !l.stopped.Load() && time.Now().Before(deadline) {
		time.Sleep(5 * time.Millisecond)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.failures) > 0 {
		t.Fatalf("the load failed before the kill: %v", l.failures[0])
	}
	if l.rounds.Load() < enough {
		t.Fatalf("only %d users completed all steps in %s", l.rounds.Load(), patience)
	}
}

// finish ends the load after the program has been killed.
func (l *loadOf) finish() []*promise {
	l.stopped.Store(true)
	l.working.Wait()
	return l.promises
}

// person signs up, redeems the code and refreshes a few times.
func (l *loadOf) person() {
	p := l.newPromise()
	if err := l.live(p); err != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.failures = append(l.failures, err)
		l.stopped.Store(true)
	}
}

func (l *loadOf) newPromise() *promise {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := &promise{username: fmt.Sprintf("load_%d_%d", time.Now().UnixNano(), len(l.promises))}
	l.promises = append(l.promises, p)
	return p
}

func (l *loadOf) live(p *promise) error {
	v, err := newVisitor(l.site)
	if err != nil {
		return err
	}
	answer, err := v.signUp(loadAuthorization(l.site, l.app), p.username)
	if err != nil {
		return err
	}
	p.hasUser = true
	u, err := url.Parse(answer)
	if err != nil {
		return err
	}
	p.code = u.Query().Get("code")
	if err := p.record(exchange(l.site, l.app, p.code)); err != nil {
		return err
	}
	const refreshes = 4
	for range refreshes {
		if err := p.record(refresh(l.site, l.app, p.refreshToken)); err != nil {
			return err
		}
	}
	l.rounds.Add(1)
	return nil
}

// record records a response of the token endpoint.
func (p *promise) record(next, failure string, err error) error {
	if failure != "" || err != nil {
		p.isOpen = true
		return fmt.Errorf("token of %s: %s %w", p.username, failure, err)
	}
	p.replaced, p.refreshToken = p.refreshToken, next
	return nil
}

func loadAuthorization(s *site, app application) string {
	return s.issuer() + "/auth?" + url.Values{
		"client_id": {app.ID}, "redirect_uri": {callbackURI}, "response_type": {"code"}, "state": {loadState},
		"scope": {"openid offline_access"}, "prompt": {"consent"},
		"code_challenge": {challengeOf(loadVerifier)}, "code_challenge_method": {"S256"},
	}.Encode()
}

// challengeOf returns the code challenge (RFC 7636, section 4.2).
func challengeOf(verifier string) string {
	digest := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(digest[:])
}

func exchange(s *site, app application, code string) (refreshToken, failure string, err error) {
	return token(s, url.Values{
		"grant_type": {"authorization_code"}, "client_id": {app.ID}, "code": {code},
		"redirect_uri": {callbackURI}, "code_verifier": {loadVerifier},
	})
}

func refresh(s *site, app application, refreshToken string) (next, failure string, err error) {
	return token(s, url.Values{
		"grant_type": {"refresh_token"}, "client_id": {app.ID}, "refresh_token": {refreshToken},
	})
}

// token calls the token endpoint; failure is its error code, err means no response.
func token(s *site, form url.Values) (refreshToken, failure string, err error) {
	resp, err := http.PostForm(s.issuer()+"/token", form)
	if err != nil {
		return "", "", err
	}
	defer resp.Body.Close()
	var body struct {
		RefreshToken string `json:"refresh_token"`
		Error        string `json:"error"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
		return "", "", fmt.Errorf("read the answer of the token endpoint: %w", err)
	}
	if body.Error == "" && body.RefreshToken == "" {
		return "", "no_refresh_token", nil
	}
	return body.RefreshToken, body.Error, nil
}
