package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"portico/app/config"
	"portico/app/edge/metrics"
	"portico/app/ground/event"
	"portico/app/ground/outbound"
	"portico/app/ground/password"
	"portico/app/ground/script"
	"portico/app/ground/sentinel"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/app/ground/vault"
	"portico/app/noun/application"
	"portico/app/noun/audit"
	"portico/app/noun/connector"
	"portico/app/noun/consent"
	"portico/app/noun/customjwt"
	"portico/app/noun/explanation"
	"portico/app/noun/invitation"
	"portico/app/noun/operator"
	"portico/app/noun/organization"
	"portico/app/noun/organizationrole"
	"portico/app/noun/resource"
	"portico/app/noun/role"
	"portico/app/noun/secret"
	sessions "portico/app/noun/session"
	"portico/app/noun/signingkey"
	tenants "portico/app/noun/tenant"
	"portico/app/noun/thirdparty"
	"portico/app/noun/user"
	"portico/app/oidc/keys"
	"portico/connectors"
	"portico/connectors/smtp"
	"portico/fixtures"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/href"
)

// Parts holds the database, the secrets and the services that the server and the
// command line share.
type Parts struct {
	Config        config.Config
	DB            *store.DB
	Vault         *vault.Vault
	Outbound      *outbound.Guard
	Hasher        *password.Hasher
	Events        *event.Publisher
	Audit         *audit.Recorder
	Tenants       *tenant.Service
	Sessions      *session.Service
	Keys          *keys.Service
	SigningKeys   *signingkey.Service
	Users         *user.Service
	Applications  *application.Service
	ThirdParties  *thirdparty.Service
	Secrets       *secret.Service
	Resources     *resource.Service
	Organizations *organization.Service
	Roles         *role.Service
	Sentinel      *sentinel.Service
	Operators     *operator.Service
	Tenancy       *tenants.Service
	Template      *organizationrole.Service
	Connectors    *connector.Service
	Scripts       *script.Pool
	CustomJWT     *customjwt.Service
	Invitations   *invitation.Service
	Consents      *consent.Service
	Metrics       *metrics.Metrics // nil if metrics are off
	Explanations  *explanation.Service
	UserSessions  *sessions.Service
	Now           func() time.Time
}

// Open opens the configured database, brings its schema up to date and loads the
// initial data.
func Open(ctx context.Context, cfg config.Config, log *slog.Logger) (*Parts, error) {
	return openInstallation(ctx, cfg, log, false)
}

func openInstallation(ctx context.Context, cfg config.Config, log *slog.Logger, isServing bool) (*Parts, error) {
	if err := locales.Check(); err != nil {
		return nil, fmt.Errorf("read message files: %w", err)
	}
	db, err := OpenDatabase(ctx, cfg)
	if err != nil {
		return nil, err
	}
	parts, err := open(ctx, cfg, db, log, isServing)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return parts, nil
}

// OpenDatabase opens only the database and does not touch its schema.
func OpenDatabase(ctx context.Context, cfg config.Config) (*store.DB, error) {
	return store.Open(ctx, store.Config{DataDir: cfg.DataDir, URL: cfg.DBURL, FullSync: cfg.SQLiteFullSync})
}

func open(ctx context.Context, cfg config.Config, db *store.DB, log *slog.Logger, isServing bool) (*Parts, error) {
	secrets, err := vault.Load(cfg.SecretVaultKEK, cfg.DataDir, cfg.DBURL == "")
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, cfg, db); err != nil {
		return nil, err
	}
	if err := settleUsernames(ctx, &cfg, db, isServing); err != nil {
		return nil, err
	}
	parts := NewParts(cfg, db, secrets, log, time.Now)
	return parts, parts.seed(ctx, isServing)
}

// NewParts creates the services on an open database, with a clock.
func NewParts(cfg config.Config, db *store.DB, secrets *vault.Vault, log *slog.Logger, now func() time.Time) *Parts {
	recorder := &audit.Recorder{Now: now, Log: log}
	outbox := &event.Outbox{Now: now}
	listeners := []event.Listener{recorder.Record, outbox.Record}
	var collected *metrics.Metrics
	if cfg.MetricsAddr != "" {
		collected = metrics.New()
		listeners = append(listeners, collected.Count)
	}
	events := event.NewPublisher(listeners...)
	hasher := password.NewHasher(0, password.DefaultWaiting)
	attempts := &sentinel.Service{Now: now}
	secretsOfHolders := &secret.Service{Vault: secrets, Events: events, Now: now}
	organizations := &organization.Service{Events: events, Now: now}
	consents := &consent.Service{Events: events, Now: now}
	parts := &Parts{
		Config: cfg, DB: db, Vault: secrets, Hasher: hasher, Events: events, Audit: recorder, Now: now,
		Metrics:  collected,
		Outbound: outbound.New(outbound.Policy{AllowLoopback: cfg.AllowLoopbackOutbound}),
		Tenants:  tenant.NewService(db, cfg.Endpoint, cfg.ManagementAPIIndicator),
		Sessions: &session.Service{Now: now},
		Keys:     &keys.Service{Vault: secrets, Now: now},
		Users: &user.Service{
			Hasher: hasher, Events: events, Now: now, CaseSensitiveUsername: cfg.CaseSensitiveUsername,
			Attempts: attempts, UserSubject: sentinel.UserSubject, Organizations: organizations,
			Operators: operator.Guard{},
		},
		Applications:  &application.Service{Secrets: secretsOfHolders, Events: events, Now: now},
		Secrets:       secretsOfHolders,
		Resources:     &resource.Service{Events: events, Now: now, ManagementAPI: cfg.ManagementAPIIndicator},
		Organizations: organizations,
		Sentinel:      attempts,
		Explanations:  &explanation.Service{Now: now},
		Consents:      consents,
		UserSessions:  &sessions.Service{Consents: consents, Events: events, Now: now},
	}
	parts.SigningKeys = &signingkey.Service{Keys: parts.Keys, Events: events, Now: now}
	parts.Roles = &role.Service{Events: events, Operators: operator.Guard{}, ManagementAPIs: parts.managementAPIs, Now: now}
	parts.Consents = &consent.Service{Events: events, Now: now}
	parts.ThirdParties = &thirdparty.Service{Events: events, ManagementAPIs: parts.managementAPIs}
	parts.Operators = &operator.Service{Accounts: accounts{parts.Users}, Events: events, Now: now}
	parts.Tenancy = &tenants.Service{
		Admin: db.Tenant(models.TenantAdmin), Tenants: db.Tenants, Events: events, Now: now, Keys: parts.Keys.Fresh,
		Deleted: db.DeletedTenants, RemoveDeleted: db.RemoveDeletedTenants, Removals: make(chan struct{}, 1), Log: log,
		Provision: func(ctx context.Context, tx *store.Store, tenantID string) error {
			return fixtures.Provision(ctx, tx, tenantID, parts.seedOptions(false))
		},
		Indicator: func(tenantID string) string {
			return models.ManagementAPIIndicator(tenantID, cfg.ManagementAPIIndicator)
		},
	}
	parts.Template = &organizationrole.Service{Events: events, Now: now, ManagementAPIs: parts.managementAPIs}
	parts.Connectors = &connector.Service{
		Vault: secrets, Events: events, Now: now, Definitions: []connectors.Definition{smtp.Definition()}, Dial: parts.Outbound.Dial,
	}
	parts.Scripts = script.NewPool(script.Config{Outbound: parts.Outbound, Log: log, Now: time.Now})
	parts.CustomJWT = &customjwt.Service{Vault: secrets, Scripts: parts.Scripts, Events: events, Now: now}
	parts.Invitations = &invitation.Service{
		Mail: parts.Connectors, Users: parts.Users, Members: parts.Organizations, Limits: attempts, Events: events, Now: now,
		Link: func(t *tenant.Tenant, token string) string {
			return t.Origin + href.Site{Prefix: t.Prefix}.Invitation(token)
		},
	}
	if collected != nil {
		parts.watch(collected)
	}
	return parts
}

// managementAPIs lists the indicators of a tenant's resources that are Management APIs.
func (p *Parts) managementAPIs(ctx context.Context, tenantID string) ([]string, error) {
	if tenantID != models.TenantAdmin {
		return []string{models.ManagementAPIIndicator(tenantID, p.Config.ManagementAPIIndicator)}, nil
	}
	tenants, err := p.DB.Tenants(ctx)
	if err != nil {
		return nil, fmt.Errorf("list tenants: %w", err)
	}
	var indicators []string
	for _, t := range tenants {
		indicators = append(indicators, models.ManagementAPIIndicator(t.ID, p.Config.ManagementAPIIndicator))
	}
	return indicators, nil
}

// accounts creates users for operators.
type accounts struct{ *user.Service }

// CreateOperator implements operator.Accounts.
func (a accounts) CreateOperator(ctx context.Context, records *store.Store, account operator.Account, role string,
	claim func(ctx context.Context, tx *store.Store) error,
) (*models.User, error) {
	return a.Create(ctx, records, user.New{
		Username: account.Username, Password: account.Password, Roles: []string{role}, Claim: claim,
	})
}

// WelcomeLink returns the address where an operator's invitation is accepted.
func (p *Parts) WelcomeLink(token string) string {
	return p.Config.Endpoint + href.Console{Prefix: "/t/" + models.TenantAdmin}.Welcome(token)
}

func (p *Parts) seedOptions(isServing bool) fixtures.Options {
	return fixtures.Options{
		ManagementAPIIndicator: p.Config.ManagementAPIIndicator, Origin: p.Config.Endpoint, IsServing: isServing, Now: p.Now,
	}
}

func migrate(ctx context.Context, cfg config.Config, db *store.DB) error {
	if cfg.MigrateOnStart {
		return db.Migrate(ctx)
	}
	return db.CheckVersion(ctx)
}

// seed adds missing fixtures and signing keys.
func (p *Parts) seed(ctx context.Context, isServing bool) error {
	err := fixtures.Load(ctx, p.DB, p.seedOptions(isServing))
	if err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	tenants, err := p.DB.Tenants(ctx)
	if err != nil {
		return fmt.Errorf("list tenants: %w", err)
	}
	for _, t := range tenants {
		if err := p.Keys.Ensure(ctx, p.DB.Tenant(t.ID)); err != nil {
			return fmt.Errorf("make signing keys of tenant %s: %w", t.ID, err)
		}
		if err := p.openKeys(ctx, t.ID); err != nil {
			return err
		}
	}
	return nil
}

// openKeys checks at startup, not at the first sign-in, that the key-encryption key is
// the one that the database was created with.
func (p *Parts) openKeys(ctx context.Context, tenantID string) error {
	t, err := p.Tenants.Get(ctx, tenantID)
	if err != nil {
		return fmt.Errorf("read tenant %s: %w", tenantID, err)
	}
	if _, err := p.Keys.Set(ctx, t); err != nil {
		return fmt.Errorf("open signing keys of tenant %s: %w", tenantID, err)
	}
	return nil
}

// Close ends the workers, writes pending audit rows and closes the database.
func (p *Parts) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	p.Scripts.Close()
	p.Audit.Flush(ctx)
	return p.DB.Close()
}
