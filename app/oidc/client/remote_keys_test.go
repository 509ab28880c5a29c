package client_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"

	"portico/app/oidc/client"
	"portico/models"
)

// publisher is a client's host that serves its keys.
type publisher struct {
	*httptest.Server
	mu      sync.Mutex
	set     map[string]any // nil: the host is down
	fetches int
}

func newPublisher(t testing.TB, keys ...signer) *publisher {
	p := &publisher{set: public(t, keys...)}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.fetches++
		if p.set == nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		_ = json.NewEncoder(w).Encode(p.set)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *publisher) publish(set map[string]any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.set = set
}

func (p *publisher) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fetches
}

func (h *house) publishing(t testing.TB, p *publisher) {
	t.Helper()
	h.application(t, "remote", models.ApplicationTraditional, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodPrivateKeyJWT, JWKSURI: p.URL + "/jwks",
	})
}

func TestPublishedKeys(t *testing.T) {
	h := newHouse(t)
	first, second := key(jose.ES256), key(jose.RS256)
	p := newPublisher(t, first)
	h.publishing(t, p)
	accepted := outcome{Client: "remote"}
	unread := denied("the keys of the client could not be read")

	steps := []struct {
		name    string
		after   time.Duration
		publish []signer // nil: unchanged
		down    bool
		by      signer
		want    outcome
		fetches int
	}{
		{name: "the first assertion fetches", by: first, want: accepted, fetches: 1},
		{name: "the next one does not", by: first, want: accepted, fetches: 1},
		{name: "a new key must wait", publish: []signer{first, second}, by: second, want: denied(refusal), fetches: 1},
		{name: "but not long", after: 30 * time.Second, by: second, want: accepted, fetches: 2},
		{name: "the old key is still there", by: first, want: accepted, fetches: 2},
		{name: "an unknown key fetches once", after: 30 * time.Second, by: key(jose.ES384), want: denied(refusal), fetches: 3},
		{name: "and not each time", after: 29 * time.Second, by: key(jose.ES384), want: denied(refusal), fetches: 3},
		{name: "a host that is down costs no key that is known", after: time.Second, down: true, by: key(jose.ES384), want: unread, fetches: 4},
		{name: "as the known one shows", down: true, by: first, want: accepted, fetches: 4},
		{name: "until its time is over", after: 10 * time.Minute, down: true, by: first, want: unread, fetches: 5},
		{name: "a host that is down is not asked each time", after: 29 * time.Second, by: first, want: unread, fetches: 5},
		{name: "but again later", after: time.Second, publish: []signer{first}, by: first, want: accepted, fetches: 6},
		{name: "a withdrawn key ends with its time", after: 10 * time.Minute, by: second, want: denied(refusal), fetches: 7},
	}
	published := []signer{first}
	for _, step := range steps {
		t.Run(step.name, func(t *testing.T) {
			h.now = h.now.Add(step.after)
			if step.publish != nil {
				published = step.publish
			}
			if p.publish(public(t, published...)); step.down {
				p.publish(nil)
			}
			if diff := cmp.Diff(step.want, h.outcome(t, h.assertion(t, step.by, "remote").body()...)); diff != "" {
				t.Error(diff)
			}
			if got := p.count(); got != step.fetches {
				t.Errorf("%d fetches, not %d", got, step.fetches)
			}
		})
	}
}

func TestPublishedKeysAreFetchedOnceForAll(t *testing.T) {
	h := newHouse(t)
	p := newPublisher(t, key(jose.ES256))
	h.publishing(t, p)
	results := make(chan outcome, 8)
	for range cap(results) {
		body := h.assertion(t, key(jose.ES256), "remote").body()
		go func() { results <- h.outcome(t, body...) }()
	}
	for range cap(results) {
		if got := <-results; got.Client != "remote" {
			t.Errorf("%+v", got)
		}
	}
	if got := p.count(); got != 1 {
		t.Errorf("%d fetches", got)
	}
}

// The client chooses the URL of its keys, so the dialer's guard applies.
func TestPublishedKeysAreFetchedGuarded(t *testing.T) {
	h := newHouse(t)
	h.application(t, "remote", models.ApplicationTraditional, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodPrivateKeyJWT, JWKSURI: "http://169.254.169.254/latest/meta-data",
	})
	got := h.outcome(t, h.assertion(t, key(jose.ES256), "remote").body()...)
	if got != denied("the keys of the client could not be read") {
		t.Errorf("%+v", got)
	}
}
