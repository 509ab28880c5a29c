package audit_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/app/ground/event"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

const (
	logsPath      = "/console/audit-logs"
	retentionPath = "/console/audit-logs/retention"
)

// A new tenant retains its audit logs for 180 days, unless an admin changes that.
func TestConsoleRetention(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	if page := browser.Get(logsPath); !strings.Contains(page.Text, `href="`+retentionPath+`"`) {
		t.Error("no link to the form")
	}
	shows := func(days string) {
		t.Helper()
		if page := browser.Get(retentionPath); !strings.Contains(page.Text, `id="days" name="days" value="`+days+`"`) {
			t.Errorf("the form does not show %s days", days)
		}
	}
	shows("180")
	action, fields := browser.Get(retentionPath).Form("logs-retention-form")
	for _, wrong := range []string{"", "-1", "3651", "1.5", "180d", "99999999999999999999"} {
		fields.Set("days", wrong)
		answer := browser.Post(action, fields)
		if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, `id="days-error"`) {
			t.Errorf("%q: %d", wrong, answer.StatusCode)
		}
	}
	for _, days := range []string{"0", " 90 ", "90"} {
		fields.Set("days", days)
		if answer := browser.Post(action, fields); answer.StatusCode != http.StatusOK || answer.Request.URL.Path != logsPath {
			t.Errorf("%q: %d at %s", days, answer.StatusCode, answer.Request.URL)
		}
		shows(strings.TrimSpace(days))
	}
	changes, err := p.Records().AuditLogs.Newest(t.Context(), store.AuditLogFilter{Key: event.AuditConfigUpdated}, 10)
	if err != nil || len(changes) != 2 { // the third change had no effect
		t.Errorf("audited %+v, %v", changes, err)
	}
}

// Only admins see the form and may submit it.
func TestConsoleRetentionIsForAdmins(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleEditor)
	browser := p.ConsoleBrowser(models.RoleEditor)
	page := browser.Get(logsPath)
	if strings.Contains(page.Text, retentionPath) {
		t.Error("the list links to the form")
	}
	if answer := browser.Get(retentionPath); answer.StatusCode != http.StatusForbidden {
		t.Errorf("form: %d", answer.StatusCode)
	}
	token, _, _ := strings.Cut(strings.SplitN(page.Text, `name="csrf" value="`, 2)[1], `"`)
	if answer := browser.Post(retentionPath, url.Values{"csrf": {token}, "days": {"1"}}); answer.StatusCode != http.StatusForbidden {
		t.Errorf("change: %d", answer.StatusCode)
	}
	if found, err := p.Tenants.Get(t.Context(), models.TenantDefault); err != nil || found.Settings.AuditRetentionDays != 180 {
		t.Errorf("changed: %+v, %v", found.Settings, err)
	}
}
