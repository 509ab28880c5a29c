package client_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"net/url"
	"testing"
	"time"

	"portico/app/ground/outbound"
	"portico/app/ground/tenant"
	"portico/app/ground/vault"
	"portico/app/oidc/client"
	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

const (
	issuer        = "https://id.example.com/oidc"
	tokenEndpoint = issuer + "/token"
	assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

	goodSecret    = "abcdefghijklmnopqrstuvwxyzABCDEF"
	secondSecret  = "abcdefghijklmnopqrstuvwxyz012345"
	expiredSecret = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
)

// house is an installation with one tenant and a fixed clock.
type house struct {
	db      *store.DB
	vault   *vault.Vault
	tenants *tenant.Service
	clients *client.Authenticator
	now     time.Time
}

func newHouse(t testing.TB) *house {
	t.Helper()
	safe, err := vault.New(bytes.Repeat([]byte{7}, vault.KeySize))
	must(t, err)
	h := &house{db: storetest.SQLite(t), vault: safe, now: time.Unix(1_800_000_000, 0)}
	h.tenants = tenant.NewService(h.db, "https://id.example.com", "https://default.logto.app/api")
	h.clients = &client.Authenticator{
		Vault: safe,
		Fetch: outbound.New(outbound.Policy{AllowLoopback: true}),
		Now:   func() time.Time { return h.now },
	}
	must(t, h.db.CreateTenant(t.Context(), &models.Tenant{
		ID: models.TenantDefault, Name: "Default", DefaultAlgorithm: "ES256", Revision: 1,
		Settings: models.DefaultTenantSettings(),
	}))
	return h
}

func (h *house) records() *store.Store { return h.db.Tenant(models.TenantDefault) }

// application registers an application, with the three secrets if it is confidential.
func (h *house) application(t testing.TB, id string, kind models.ApplicationType, metadata models.CustomClientMetadata) {
	t.Helper()
	application := &models.Application{ID: id, Name: id, Type: kind, CustomClientMetadata: metadata}
	must(t, h.records().Applications.Insert(t.Context(), application))
	if application.IsPublic() {
		return
	}
	h.secret(t, id, "first", goodSecret, 0)
	h.secret(t, id, "second", secondSecret, h.now.Add(time.Hour).UnixMilli())
	h.secret(t, id, "expired", expiredSecret, h.now.UnixMilli())
}

func (h *house) secret(t testing.TB, applicationID, name, value string, expiresAt int64) {
	t.Helper()
	sealed, err := h.vault.Seal("application_secret/default/"+applicationID+"/"+name, []byte(value))
	must(t, err)
	must(t, h.records().Secrets.Insert(t.Context(), &models.Secret{
		Holder: models.ApplicationHolder(applicationID), Name: name, Sealed: sealed, Digest: models.Digest(value), ExpiresAt: expiresAt,
	}))
}

// authenticate sends a header and a body to the token endpoint.
func (h *house) authenticate(t testing.TB, authorization string, body url.Values) (string, error) {
	t.Helper()
	values, err := protocol.ParseForm(body.Encode())
	must(t, err)
	return h.send(t, authorization, values)
}

func (h *house) send(t testing.TB, authorization string, values protocol.Values) (string, error) {
	t.Helper()
	current, err := h.tenants.Get(t.Context(), models.TenantDefault)
	must(t, err)
	application, err := h.clients.Authenticate(tenant.With(context.Background(), current), client.Request{
		Authorization: authorization, Values: values, Audiences: []string{issuer, tokenEndpoint},
	})
	if err != nil {
		return "", err
	}
	return application.ID, nil
}

// outcome is what a client sees.
type outcome struct {
	Client      string
	Code        protocol.Code
	Description string
	AsksBasic   bool
}

// refusal is the single answer for everything that is wrong with a client.
const refusal = "the client is unknown, or its credentials are missing, wrong or not of the registered method"

func outcomeOf(t testing.TB, id string, err error) outcome {
	t.Helper()
	if err == nil {
		return outcome{Client: id}
	}
	var failure *protocol.Error
	if !errors.As(err, &failure) {
		t.Fatalf("not an error for clients: %v", err)
	}
	return outcome{Code: failure.Code, Description: failure.Description, AsksBasic: failure.TriedBasic}
}

func basic(id, secret string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(id+":"+secret))
}

func form(pairs ...string) url.Values {
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return values
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
