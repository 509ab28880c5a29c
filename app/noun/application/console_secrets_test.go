package application_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"portico/app/ground/event"
	"portico/app/server/servertest"
	"portico/models"
)

func TestConsoleEndpoints(t *testing.T) {
	d := newDesk(t, models.RoleAdmin)
	web, spa := d.Client(models.ApplicationTraditional), d.Client(models.ApplicationSPA)
	machine, helper := d.Client(models.ApplicationMachineToMachine), d.Client(models.ApplicationMachineToMachine)
	if err := d.Applications.SetManagementAPI(t.Context(), d.Records(), helper.ID, true); err != nil {
		t.Fatal(err)
	}
	document := d.Get("/oidc/.well-known/openid-configuration").JSON()
	addresses := func(names ...string) (found []string) {
		for _, name := range names {
			address, _ := document[name].(string)
			found = append(found, `data-copy="`+address+`"`)
		}
		return found
	}
	people := addresses("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint")
	tests := []struct {
		name        string
		client      *servertest.Client
		has, hasNot []string
	}{
		{"web", web, append(slices.Clone(people), web.Secret), []string{"Has access", "No access", "No secrets for this type"}},
		{"public", spa, append(slices.Clone(people), "No secrets for this type"), []string{"Add secret", "CLIENT_SECRET"}},
		{
			"machine", machine, append(addresses("issuer", "token_endpoint", "jwks_uri"), machine.Secret, "No access"),
			append(addresses("authorization_endpoint", "userinfo_endpoint", "end_session_endpoint"), "Has access"),
		},
		{"machine that manages", helper, []string{helper.Secret, "Has access", `data-copy="https://default.logto.app/api"`}, []string{"No access"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := d.Get("/console/applications/" + test.client.ID + "/endpoints")
			for _, part := range test.has {
				if !strings.Contains(page.Text, part) {
					t.Errorf("%s is missing", part)
				}
			}
			for _, part := range test.hasNot {
				if strings.Contains(page.Text, part) {
					t.Errorf("%s is shown", part)
				}
			}
		})
	}
}

func TestConsoleSecrets(t *testing.T) {
	day := func(text string) int64 {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at.UnixMilli()
	}
	d := newDesk(t, models.RoleEditor)
	a := d.Client(models.ApplicationTraditional)
	year, today := d.Now().UTC().AddDate(1, 0, 0).Format("2006"), d.Now().UTC().Format(time.DateOnly)
	tests := []struct {
		name, expires, date string
		days                int   // from now
		end                 int64 // otherwise
	}{
		{"without end", "never", "2020-01-01", 0, 0},
		{" for a month ", "30", "", 30, 0},
		{"for three", "90", "", 90, 0},
		{"for a year", "365", "2020-01-01", 365, 0},
		{"to the end of a day", "date", year + "-12-31", 0, day(year+"-12-31") + 24*3600*1000},
		{"to the end of today", "date", today, 0, day(today) + 24*3600*1000},
		{"密钥/50% of <b>?", "never", "", 0, 0},
	}
	endpoints := "/console/applications/" + a.ID + "/endpoints"
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d.t = t
			page := d.accepted("/"+a.ID+"/secrets/new", url.Values{
				"name": {test.name}, "expires": {test.expires}, "expiresAt": {test.date},
			}, endpoints)
			name := strings.TrimSpace(test.name)
			want := test.end
			if test.days != 0 {
				want = d.Now().AddDate(0, 0, test.days).UnixMilli()
			}
			stored, err := d.Records().Secrets.Get(t.Context(), models.ApplicationHolder(a.ID), name)
			if err != nil || stored.ExpiresAt != want {
				t.Fatalf("%v: %+v, want it to expire at %d", err, stored, want)
			}
			if row := d.changes()[0]; row.Key != event.ApplicationSecretCreated {
				t.Errorf("audited as %s", row.Key)
			}
			address := "/" + a.ID + "/secrets/" + url.PathEscape(name) + "/delete"
			if !strings.Contains(page.Text, `href="/console/applications`+address+`"`) {
				t.Fatalf("no link to delete it: %s", address)
			}
			if asked := d.Get("/console/applications" + address); asked.StatusCode != http.StatusOK {
				t.Fatalf("confirmation: %d", asked.StatusCode)
			}
			d.accepted(address, nil, endpoints)
			if row := d.changes()[0]; row.Key != event.ApplicationSecretDeleted {
				t.Errorf("audited as %s", row.Key)
			}
		})
	}
}

func TestConsoleSecretsRefused(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	a, spa := d.Client(models.ApplicationTraditional), d.Client(models.ApplicationSPA)
	yesterday := d.Now().UTC().AddDate(0, 0, -1).Format(time.DateOnly)
	tests := []struct {
		name   string
		fields url.Values
		wrong  string
	}{
		{"no name", url.Values{"name": {" "}, "expires": {"never"}}, "name"},
		{"a name that is taken", url.Values{"name": {"Default secret"}, "expires": {"never"}}, "name"},
		{"a day that is over", url.Values{"name": {"A"}, "expires": {"date"}, "expiresAt": {yesterday}}, "expiresAt"},
		{"no day", url.Values{"name": {"A"}, "expires": {"date"}}, "expiresAt"},
		{"an invalid date", url.Values{"name": {"A"}, "expires": {"date"}, "expiresAt": {"2027-02-30"}}, "expiresAt"},
		{"a life that is not offered", url.Values{"name": {"A"}, "expires": {"31"}}, "expiresAt"},
		{"no life", url.Values{"name": {"A"}}, "expiresAt"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d.t = t
			d.refused("/"+a.ID+"/secrets/new", test.fields, test.wrong)
		})
	}
	answer := d.refused("/"+spa.ID+"/secrets/new", url.Values{"name": {"A"}, "expires": {"never"}})
	if !strings.Contains(answer.Text, "isn’t available for this type of application") {
		t.Error("a public application gets no reason")
	}
}

// Operators are warned before a secret expires.
func TestConsoleSecretsThatEnd(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	a := d.Client(models.ApplicationTraditional)
	d.accepted("/"+a.ID+"/secrets/new", url.Values{"name": {"A"}, "expires": {"30"}}, "/console/applications/"+a.ID+"/endpoints")
	says := func() string {
		page := d.Get("/console/applications/" + a.ID + "/endpoints").Text
		switch {
		case strings.Contains(page, ">Expired<"):
			return "expired"
		case strings.Contains(page, ">Expires soon<"):
			return "soon"
		}
		return ""
	}
	for _, step := range []struct {
		after time.Duration
		want  string
	}{{0, ""}, {15 * 24 * time.Hour, ""}, {2 * 24 * time.Hour, "soon"}, {13 * 24 * time.Hour, "expired"}} {
		d.Advance(step.after)
		d.Browser = d.ConsoleBrowser(models.RoleEditor) // the session may have expired
		if got := says(); got != step.want {
			t.Errorf("after %s it says %q, want %q", step.after, got, step.want)
		}
	}
}
