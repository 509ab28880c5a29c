-- +goose Up
-- search_key is what a search of people reads: see models.User. The program
-- fills it where it is empty, since SQL lowers the letters of English alone.
ALTER TABLE users ADD COLUMN search_key TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN is_password_expired BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX users_without_search_key ON users (tenant_id) WHERE search_key = '';
-- Lists of people and their searches read this index alone.
DROP INDEX users_created_at;
CREATE INDEX users_created_at ON users (tenant_id, created_at, id, search_key);

-- Failures are few and looked for among many successes.
CREATE INDEX audit_logs_errors ON audit_logs (tenant_id, created_at) WHERE result = 'Error';

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
DROP INDEX audit_logs_errors;
DROP INDEX users_without_search_key;
DROP INDEX users_created_at;
CREATE INDEX users_created_at ON users (tenant_id, created_at);
ALTER TABLE users DROP COLUMN is_password_expired;
ALTER TABLE users DROP COLUMN search_key;
