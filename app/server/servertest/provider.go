package servertest

import (
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"portico/app/config"
	"portico/app/ground/vault"
	"portico/app/noun/application"
	"portico/app/noun/user"
	"portico/app/oidc/keys"
	"portico/app/server"
	"portico/fixtures"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

// Endpoint is the public address of all providers here.
const Endpoint = "http://portico.test"

// Password is the password of all users here.
const Password = "correct horse battery"

// Provider is a server in memory.
type Provider struct {
	*server.Parts
	t      testing.TB
	server *server.Server
	clock  *clock
	count  *atomic.Int64 // statements so far
	faults *faults
	logged *logged
}

// clock is a manual clock.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// New starts a provider on a new database: SQLite, or Postgres if TEST_POSTGRES_URL is
// set. change adjusts its configuration first.
func New(t testing.TB, change ...func(*config.Config)) *Provider {
	t.Helper()
	db := storetest.Any(t)
	secrets := must(vault.New(make([]byte, vault.KeySize)))(t)
	cfg := config.Config{
		Endpoint: Endpoint, CaseSensitiveUsername: true, AllowLoopbackOutbound: true,
		ManagementAPIIndicator: "https://default.logto.app/api",
	}
	for _, apply := range change {
		apply(&cfg)
	}
	p := &Provider{
		t: t, clock: &clock{now: time.Now().Truncate(time.Second)}, count: new(atomic.Int64),
		faults: new(faults), logged: &logged{t: t},
	}
	p.check(db.Observe(func(string) { p.count.Add(1) }))
	p.check(db.Intercept(p.faults.next))
	log := p.logged.logger()
	p.Parts = server.NewParts(cfg, db, secrets, log, p.clock.read)
	p.Hasher.IsCheap = true
	p.seed(secrets)
	p.server = server.New(p.Parts, log)
	return p
}

// seed loads the initial data, with keys generated once for all tests.
func (p *Provider) seed(secrets *vault.Vault) {
	p.t.Helper()
	options := fixtures.Options{ManagementAPIIndicator: p.Config.ManagementAPIIndicator, Origin: Endpoint, Now: p.Now}
	p.check(fixtures.Load(p.t.Context(), p.DB, options))
	for _, tenant := range []string{models.TenantDefault, models.TenantAdmin} {
		for _, key := range signingKeys(p.t, secrets, tenant) {
			p.check(p.DB.Tenant(tenant).SigningKeys.Insert(p.t.Context(), &key))
		}
	}
}

//nolint:gochecknoglobals // generating RSA keys is slow; the tests of a process share them
var sharedKeys sync.Map

func signingKeys(t testing.TB, secrets *vault.Vault, tenant string) []models.SigningKey {
	t.Helper()
	generate := sync.OnceValues(func() ([]models.SigningKey, error) {
		db := storetest.SQLite(t)
		if err := db.CreateTenant(t.Context(), &models.Tenant{ID: tenant, DefaultAlgorithm: "ES256"}); err != nil {
			return nil, err
		}
		service := &keys.Service{Vault: secrets, Now: time.Now}
		if err := service.Ensure(t.Context(), db.Tenant(tenant)); err != nil {
			return nil, err
		}
		return db.Tenant(tenant).SigningKeys.List(t.Context())
	})
	once, _ := sharedKeys.LoadOrStore(tenant, generate)
	return must(once.(func() ([]models.SigningKey, error))())(t) //nolint:forcetypeassert // stored two lines above
}

// Statements counts the database statements that work runs; nothing else may run
// concurrently.
func (p *Provider) Statements(work func()) int {
	before := p.count.Load()
	work()
	return int(p.count.Load() - before)
}

// Advance moves the clock forward.
func (p *Provider) Advance(d time.Duration) {
	p.clock.mu.Lock()
	defer p.clock.mu.Unlock()
	p.clock.now = p.clock.now.Add(d)
}

// Records returns the default tenant's store.
func (p *Provider) Records() *store.Store { return p.DB.Tenant(models.TenantDefault) }

// User creates a user with the password Password.
func (p *Provider) User(username string) *models.User {
	p.t.Helper()
	return must(p.Users.Create(p.t.Context(), p.Records(), user.New{
		Username: username, Email: username + "@example.com", Password: Password, EmailVerified: true,
	}))(p.t)
}

// Client is an application with its secret.
type Client struct {
	*models.Application
	Secret      string
	RedirectURI string
}

// Registration is the application that Client registers.
type Registration = application.New

// RedirectURI is the redirect URI of applications created here.
const RedirectURI = "https://app.example/callback"

// Client registers an application of a type; change adjusts it first. Unless it says
// otherwise, a third-party application may ask for profile, email, phone and address.
func (p *Provider) Client(kind models.ApplicationType, change ...func(*Registration)) *Client {
	p.t.Helper()
	fields := application.New{Name: "Northwind", Type: kind}
	if kind != models.ApplicationMachineToMachine {
		fields.OIDCClientMetadata = models.OIDCClientMetadata{
			RedirectURIs: []string{RedirectURI}, PostLogoutRedirectURIs: []string{"https://app.example/"},
		}
	}
	for _, apply := range change {
		apply(&fields)
	}
	if fields.IsThirdParty && fields.UserScopes == nil {
		fields.UserScopes = []string{"profile", "email", "phone", "address"}
	}
	registered, secret, err := p.Applications.Create(p.t.Context(), p.Records(), fields)
	p.check(err)
	client := &Client{Application: registered, Secret: secret}
	if len(fields.OIDCClientMetadata.RedirectURIs) > 0 {
		client.RedirectURI = fields.OIDCClientMetadata.RedirectURIs[0]
	}
	return client
}

// AllowToAsk lets a third-party application ask for scopes of a type: names of user
// scopes, else ids.
func (p *Provider) AllowToAsk(client *Client, kind models.ConsentScopeType, scopes ...string) {
	p.t.Helper()
	p.check(p.Records().ConsentScopes.Add(p.t.Context(), client.ID, kind, scopes))
}

// Do sends one request to the server.
func (p *Provider) Do(request *http.Request) *Response {
	p.t.Helper()
	request.RequestURI = request.URL.RequestURI()
	answer := must(p.server.App().Test(request, -1))(p.t)
	body := must(io.ReadAll(answer.Body))(p.t)
	p.check(answer.Body.Close())
	return &Response{Response: answer, Text: string(body), t: p.t}
}

func (p *Provider) check(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}
