package servertest

import (
	"testing"

	"portico/app/server"
	"portico/models"
	"portico/models/store"
)

// Configure changes the settings of the default tenant.
func (p *Provider) Configure(change func(*models.TenantSettings)) {
	p.t.Helper()
	tenant := must(p.Records().Tenant.Get(p.t.Context()))(p.t)
	change(&tenant.Settings)
	p.check(p.Records().Tenant.Update(p.t.Context(), tenant))
}

// Audited lists the newest audit rows of the default tenant.
func (p *Provider) Audited() []models.AuditLog {
	p.t.Helper()
	return must(p.Records().AuditLogs.Newest(p.t.Context(), store.AuditLogFilter{}, 10_000))(p.t)
}

// For returns the same provider for another test, such as a run of a fuzz test.
func (p *Provider) For(t testing.TB) *Provider {
	same := *p
	same.t = t
	return &same
}

// Restarted returns the provider as if restarted with its current configuration.
func (p *Provider) Restarted() *Provider {
	same := *p
	same.server = server.New(p.Parts, p.logged.logger())
	return &same
}
