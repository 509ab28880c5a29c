package store_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/models/store"
)

// Data from the previous release keeps its meaning: applications without an algorithm
// continue to use their tenant's, sessions have the applications that they have signed in
// to, and whoever has a grant to a third-party application has consented.
func TestMigrateOlderData(t *testing.T) {
	onEmpty(t, func(t *testing.T, config store.Config, raw *sql.DB) {
		db := open(t, config)
		status, err := db.MigrationStatus(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(status, func(m store.Migration) bool { return m.Name == "protocol" })
		if at < 0 {
			t.Fatalf("no such step in %+v", status)
		}
		if _, err := steps(t, db.Dialect(), raw).UpTo(t.Context(), status[at].Version-1); err != nil {
			t.Fatal(err)
		}
		insertOlderData(t, db.Dialect(), raw)
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}

		want := map[string]string{
			"a/unset": "ES256", "a/empty": "ES256", "a/named": "ES384", "a/machine": "", "a/third": "ES256", "b/unset": "RS256",
		}
		got := map[string]string{}
		for _, tenant := range []string{"a", "b"} {
			applications, _, err := db.Tenant(tenant).Applications.List(t.Context(), store.ApplicationFilter{}, store.Page{})
			if err != nil {
				t.Fatal(err)
			}
			for _, application := range applications {
				got[tenant+"/"+application.ID] = application.CustomClientMetadata.IDTokenSignedResponseAlg
				if application.ID == "named" && application.CustomClientMetadata.IDTokenTTL != 60 {
					t.Error("the other settings are gone")
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("algorithms of ID tokens (-want +got):\n%s", diff)
		}

		for id, applications := range map[string][]string{"used": {"named", "unset"}, "unused": nil} {
			session, err := db.Tenant("a").Sessions.Live(t.Context(), id, 0)
			if err != nil {
				t.Fatal(err)
			}
			signedIn := strings.Fields(session.Applications)
			slices.Sort(signedIn)
			if !slices.Equal(signedIn, applications) {
				t.Errorf("session %s has signed in to %v, want %v", id, signedIn, applications)
			}
		}

		asked, err := db.Tenant("a").ConsentScopes.Of(t.Context(), "third")
		if diff := cmp.Diff([]string{"address", "email", "phone", "profile"}, asked.User); diff != "" || err != nil {
			t.Errorf("what a third-party application may ask for: %v\n%s", err, diff)
		}
		consents, _, err := db.Tenant("a").Consents.OfUser(t.Context(), "ann", store.Page{})
		if err != nil || len(consents) != 1 || consents[0].ApplicationID != "third" || consents[0].CreatedAt != 3 {
			t.Fatalf("consents: %+v, %v", consents, err)
		}
		if diff := cmp.Diff(map[string][]string{"": {"openid", "profile"}}, consents[0].Scopes); diff != "" {
			t.Errorf("consented scopes (-want +got):\n%s", diff)
		}
	})
}

func insertOlderData(t *testing.T, dialect store.Dialect, raw *sql.DB) {
	t.Helper()
	blob := map[store.Dialect]string{store.SQLite: "X'%'", store.Postgres: `'\x%'`}[dialect]
	boolean := map[store.Dialect]string{store.SQLite: "0", store.Postgres: "false"}[dialect]
	yes := map[store.Dialect]string{store.SQLite: "1", store.Postgres: "true"}[dialect]
	fill := strings.NewReplacer("{yes}", yes, "{1}", strings.ReplaceAll(blob, "%", "01"), "{2}", strings.ReplaceAll(blob, "%", "02"), "{no}", boolean)
	application := `INSERT INTO applications (tenant_id, id, name, type, is_third_party, oidc_client_metadata, custom_client_metadata, created_at) VALUES `
	grant := `INSERT INTO grants (tenant_id, id, user_id, application_id, session_id, scope, claims, acr, auth_time, has_offline_access, expires_at, created_at) VALUES `
	for _, statement := range []string{
		`INSERT INTO tenants (id, name, default_algorithm, revision, settings, created_at) VALUES ('a', 'A', 'ES256', 0, '{}', 1), ('b', 'B', 'RS256', 0, '{}', 1)`,
		application + `('a', 'unset', 'x', 'Traditional', {no}, '{}', '{}', 1)`,
		application + `('a', 'empty', 'x', 'SPA', {no}, '{}', '{"idTokenSignedResponseAlg":""}', 1)`,
		application + `('a', 'named', 'x', 'Native', {no}, '{}', '{"idTokenTtl":60,"idTokenSignedResponseAlg":"ES384"}', 1)`,
		application + `('a', 'machine', 'x', 'MachineToMachine', {no}, '{}', '{}', 1)`,
		application + `('b', 'unset', 'x', 'Traditional', {no}, '{}', '{}', 1)`,
		`INSERT INTO users (tenant_id, id, email_verified_at, phone_verified_at, profile, password_hash, is_suspended, last_sign_in_at, created_at, updated_at)
			VALUES ('a', 'ann', 0, 0, '{}', '', {no}, 0, 1, 1)`,
		`INSERT INTO sessions (tenant_id, id, digest, user_id, auth_time, ip, user_agent, expires_at, created_at)
			VALUES ('a', 'used', {1}, 'ann', 1, '', '', 9, 1), ('a', 'unused', {2}, 'ann', 1, '', '', 9, 1)`,
		grant + `('a', 'g1', 'ann', 'unset', 'used', '', '', '', 1, {no}, 9, 1)`,
		grant + `('a', 'g2', 'ann', 'unset', 'used', '', '', '', 1, {no}, 9, 1)`,
		application + `('a', 'third', 'x', 'Traditional', {yes}, '{}', '{}', 1)`,
		grant + `('a', 't1', 'ann', 'third', 'gone', 'openid', '', '', 1, {no}, 9, 2)`,
		grant + `('a', 't2', 'ann', 'third', 'gone', 'openid profile', '', '', 1, {no}, 9, 3)`,
		grant + `('a', 'g3', 'ann', 'named', 'used', '', '', '', 1, {no}, 9, 1)`,
		grant + `('a', 'g4', 'ann', 'named', 'over', '', '', '', 1, {no}, 9, 1)`,
	} {
		if _, err := raw.ExecContext(t.Context(), fill.Replace(statement)); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}
