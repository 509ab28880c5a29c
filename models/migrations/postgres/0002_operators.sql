-- +goose Up
-- search_key is what a search of people reads: see models.User.
ALTER TABLE users ADD COLUMN search_key TEXT NOT NULL DEFAULT '';
UPDATE users SET search_key = lower(
    id || chr(10) || coalesce(username, '') || chr(10) || coalesce(primary_email, '') || chr(10)
    || coalesce(primary_phone, '') || chr(10) || coalesce(name, ''));
DROP INDEX users_created_at;
CREATE INDEX users_created_at ON users (tenant_id, created_at, id, search_key);

CREATE TABLE personal_access_tokens (
    tenant_id  TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    user_id    TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    sealed     BYTEA   NOT NULL,
    digest     BYTEA   NOT NULL,
    expires_at BIGINT  NOT NULL,
    created_at BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, user_id, name),
    UNIQUE (tenant_id, digest),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE
);

-- A console session goes with its grant: see models.ConsoleSession.
CREATE TABLE console_sessions (
    tenant_id  TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id         TEXT    NOT NULL,
    digest     BYTEA   NOT NULL,
    grant_id   TEXT    NOT NULL,
    user_id    TEXT    NOT NULL,
    expires_at BIGINT  NOT NULL,
    created_at BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest),
    FOREIGN KEY (tenant_id, grant_id) REFERENCES grants (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX console_sessions_grant ON console_sessions (tenant_id, grant_id);
CREATE INDEX console_sessions_expires_at ON console_sessions (expires_at);

CREATE TABLE operator_invitations (
    tenant_id  TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id         TEXT    NOT NULL,
    digest     BYTEA   NOT NULL,
    role       TEXT    NOT NULL CHECK (role IN ('admin', 'editor', 'viewer')),
    is_set_up  BOOLEAN NOT NULL,
    inviter_id TEXT    NOT NULL,
    expires_at BIGINT  NOT NULL,
    created_at BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest)
);
CREATE INDEX operator_invitations_expires_at ON operator_invitations (expires_at);

-- +goose Down
DROP TABLE operator_invitations;
DROP TABLE console_sessions;
DROP TABLE personal_access_tokens;
DROP INDEX users_created_at;
CREATE INDEX users_created_at ON users (tenant_id, created_at);
ALTER TABLE users DROP COLUMN search_key;
