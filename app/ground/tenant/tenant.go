package tenant

import (
	"context"
	"fmt"

	"portico/models"
	"portico/models/store"
)

// Tenant is a tenant with its configuration at one revision.
type Tenant struct {
	models.Tenant
	// Prefix precedes every path of the tenant: "" or "/t/<id>".
	Prefix string
	// Origin is the scheme and authority of every public address.
	Origin string
	// ManagementAPI is the indicator of the tenant's Management API (RFC 8707).
	ManagementAPI string
	// Store reads and writes the tenant's records.
	Store *store.Store

	applications memo[*Application]
	resources    memo[*models.Resource]
	permissions  memo[[]string]
	scripts      memo[[]models.JWTCustomizer]
}

// Application is an application with its secrets.
type Application struct {
	models.Application
	Secrets []models.Secret
	// ConsentScopes are what a third-party application may ask users for.
	ConsentScopes models.ConsentScopes
}

// Issuer is the tenant's issuer identifier (OpenID Connect Core 1.0, section 2).
func (t *Tenant) Issuer() string { return t.Origin + t.Prefix + "/oidc" }

// URL returns the public address of a path of the tenant.
func (t *Tenant) URL(path string) string { return t.Origin + t.Prefix + path }

// Application finds an application by id. store.ErrNotFound: there is none.
func (t *Tenant) Application(ctx context.Context, id string) (*Application, error) {
	return t.applications.get(id, func() (*Application, error) {
		application, err := t.Store.Applications.Get(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("read application: %w", err)
		}
		secrets, err := t.Store.Secrets.List(ctx, models.ApplicationHolder(id))
		if err != nil {
			return nil, fmt.Errorf("read secrets of application %s: %w", id, err)
		}
		found := &Application{Application: *application, Secrets: secrets}
		if !application.IsThirdParty {
			return found, nil
		}
		if found.ConsentScopes, err = t.Store.ConsentScopes.Of(ctx, id); err != nil {
			return nil, fmt.Errorf("read consent scopes of application %s: %w", id, err)
		}
		return found, nil
	})
}

// Resource finds a resource by its indicator. store.ErrNotFound: there is none.
func (t *Tenant) Resource(ctx context.Context, indicator string) (*models.Resource, error) {
	return t.resources.get(indicator, func() (*models.Resource, error) {
		return t.Store.Resources.ByIndicator(ctx, indicator)
	})
}

// ApplicationScopes lists the scopes that an application's roles grant for a resource.
func (t *Tenant) ApplicationScopes(ctx context.Context, applicationID string, resource *models.Resource) ([]string, error) {
	return t.permissions.get(applicationID+" "+resource.ID, func() ([]string, error) {
		return t.Store.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.ApplicationHolder(applicationID), ResourceID: resource.ID})
	})
}

// Script finds the script that adds claims to tokens of a kind; nil if there is none that
// is on. A tenant without scripts costs one query per revision.
func (t *Tenant) Script(ctx context.Context, kind models.TokenKind) (*models.JWTCustomizer, error) {
	scripts, err := t.scripts.get("", func() ([]models.JWTCustomizer, error) { return t.Store.JWTCustomizers.List(ctx) })
	if err != nil {
		return nil, fmt.Errorf("read scripts: %w", err)
	}
	for i := range scripts {
		if scripts[i].Kind == kind && !scripts[i].IsOff {
			return &scripts[i], nil
		}
	}
	return nil, nil //nolint:nilnil // having no script is normal
}

type contextKey struct{}

// With returns a context that carries the request's tenant.
func With(ctx context.Context, t *Tenant) context.Context {
	return context.WithValue(ctx, contextKey{}, t)
}

// From returns the request's tenant. Every request handler runs behind the
// middleware that sets it.
func From(ctx context.Context) *Tenant {
	t, _ := ctx.Value(contextKey{}).(*Tenant)
	return t
}
