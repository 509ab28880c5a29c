-- +goose Up
-- The scopes that were asked for; '' in grants from before, which know only what was granted.
ALTER TABLE grants ADD COLUMN asked_scope TEXT NOT NULL DEFAULT '';

-- Public keys that sign and verify nothing any more but tell who an ID token was
-- issued for: see models.RetiredKey.
CREATE TABLE retired_keys (
    tenant_id  TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id         TEXT    NOT NULL,
    algorithm  TEXT    NOT NULL CHECK (algorithm IN ('ES256', 'RS256', 'ES384')),
    public     TEXT    NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX retired_keys_expires_at ON retired_keys (expires_at);

-- The applications that a session has signed in to, space separated.
ALTER TABLE sessions ADD COLUMN applications TEXT NOT NULL DEFAULT '';
UPDATE sessions SET applications = COALESCE((
    SELECT group_concat(application_id, ' ') FROM (
        SELECT DISTINCT application_id FROM grants
        WHERE grants.tenant_id = sessions.tenant_id AND grants.session_id = sessions.id
    )
), '');

-- ID tokens are signed with RS256 unless the application says otherwise; those from
-- before keep what they got, the default of their tenant.
UPDATE applications SET custom_client_metadata = json_set(
    custom_client_metadata, '$.idTokenSignedResponseAlg',
    (SELECT default_algorithm FROM tenants WHERE tenants.id = applications.tenant_id)
) WHERE type <> 'MachineToMachine' AND COALESCE(json_extract(custom_client_metadata, '$.idTokenSignedResponseAlg'), '') = '';

-- The typ header and the algorithm of a resource's access tokens; '' for at+jwt and
-- for the tenant's default.
ALTER TABLE resources ADD COLUMN access_token_type TEXT NOT NULL DEFAULT '' CHECK (access_token_type IN ('', 'at+jwt', 'JWT'));
ALTER TABLE resources ADD COLUMN access_token_signing_alg TEXT NOT NULL DEFAULT '' CHECK (access_token_signing_alg IN ('', 'ES256', 'RS256', 'ES384'));

-- +goose Down
ALTER TABLE resources DROP COLUMN access_token_signing_alg;
ALTER TABLE resources DROP COLUMN access_token_type;
ALTER TABLE sessions DROP COLUMN applications;
DROP TABLE retired_keys;
ALTER TABLE grants DROP COLUMN asked_scope;
