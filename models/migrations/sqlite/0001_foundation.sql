-- +goose Up
CREATE TABLE tenants (
    id                TEXT    NOT NULL PRIMARY KEY,
    name              TEXT    NOT NULL,
    default_algorithm TEXT    NOT NULL CHECK (default_algorithm IN ('ES256', 'RS256', 'ES384')),
    revision          INTEGER NOT NULL,
    settings          TEXT    NOT NULL,
    created_at        INTEGER NOT NULL
) STRICT;

CREATE TABLE signing_keys (
    tenant_id  TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id         TEXT    NOT NULL,
    algorithm  TEXT    NOT NULL CHECK (algorithm IN ('ES256', 'RS256', 'ES384')),
    status     TEXT    NOT NULL CHECK (status IN ('Next', 'Current', 'Previous')),
    public     TEXT    NOT NULL,
    sealed     BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    rotated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE UNIQUE INDEX signing_keys_one_current ON signing_keys (tenant_id, algorithm) WHERE status = 'Current';
CREATE UNIQUE INDEX signing_keys_one_next ON signing_keys (tenant_id, algorithm) WHERE status = 'Next';

CREATE TABLE applications (
    tenant_id              TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id                     TEXT    NOT NULL,
    name                   TEXT    NOT NULL,
    description            TEXT,
    type                   TEXT    NOT NULL CHECK (type IN ('Native', 'SPA', 'Traditional', 'MachineToMachine')),
    is_third_party         INTEGER NOT NULL CHECK (is_third_party IN (0, 1)),
    oidc_client_metadata   TEXT    NOT NULL,
    custom_client_metadata TEXT    NOT NULL,
    custom_data            TEXT    NOT NULL DEFAULT '{}',
    created_at             INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX applications_created_at ON applications (tenant_id, created_at);

CREATE TABLE application_secrets (
    tenant_id      TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    application_id TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    sealed         BLOB    NOT NULL,
    digest         BLOB    NOT NULL,
    expires_at     INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, application_id, name),
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE
) STRICT;

-- application_id says where the user came from and may outlive the application.
CREATE TABLE users (
    tenant_id         TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id                TEXT    NOT NULL,
    username          TEXT,
    username_key      TEXT,
    primary_email     TEXT,
    email_key         TEXT,
    email_verified_at INTEGER NOT NULL,
    primary_phone     TEXT,
    phone_verified_at INTEGER NOT NULL,
    name              TEXT,
    avatar            TEXT,
    profile           TEXT    NOT NULL,
    custom_data       TEXT    NOT NULL DEFAULT '{}',
    password_hash     TEXT    NOT NULL,
    application_id    TEXT,
    is_suspended      INTEGER NOT NULL CHECK (is_suspended IN (0, 1)),
    last_sign_in_at   INTEGER NOT NULL,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, username),
    UNIQUE (tenant_id, username_key),
    UNIQUE (tenant_id, email_key),
    UNIQUE (tenant_id, primary_phone)
) STRICT;
CREATE INDEX users_created_at ON users (tenant_id, created_at);

CREATE TABLE sessions (
    tenant_id  TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id         TEXT    NOT NULL,
    digest     BLOB    NOT NULL,
    user_id    TEXT    NOT NULL,
    auth_time  INTEGER NOT NULL,
    amr        TEXT    NOT NULL DEFAULT '[]',
    ip         TEXT    NOT NULL,
    user_agent TEXT    NOT NULL,
    expires_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX sessions_user ON sessions (tenant_id, user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

CREATE TABLE interactions (
    tenant_id      TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id             TEXT    NOT NULL,
    digest         BLOB,
    application_id TEXT    NOT NULL,
    params         TEXT    NOT NULL DEFAULT '{}',
    resources      TEXT    NOT NULL DEFAULT '[]',
    session_id     TEXT    NOT NULL,
    consented_by   TEXT    NOT NULL,
    denied         INTEGER NOT NULL CHECK (denied IN (0, 1)),
    expires_at     INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest),
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX interactions_application ON interactions (tenant_id, application_id);
CREATE INDEX interactions_expires_at ON interactions (expires_at);

-- session_id names the session in which the grant began and may outlive it.
CREATE TABLE grants (
    tenant_id          TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id                 TEXT    NOT NULL,
    user_id            TEXT    NOT NULL,
    application_id     TEXT    NOT NULL,
    session_id         TEXT    NOT NULL,
    scope              TEXT    NOT NULL,
    resources          TEXT    NOT NULL DEFAULT '[]',
    claims             TEXT    NOT NULL,
    acr                TEXT    NOT NULL,
    amr                TEXT    NOT NULL DEFAULT '[]',
    auth_time          INTEGER NOT NULL,
    has_offline_access INTEGER NOT NULL CHECK (has_offline_access IN (0, 1)),
    expires_at         INTEGER NOT NULL,
    created_at         INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX grants_user ON grants (tenant_id, user_id, application_id);
CREATE INDEX grants_application ON grants (tenant_id, application_id);
CREATE INDEX grants_session ON grants (tenant_id, session_id);
CREATE INDEX grants_expires_at ON grants (expires_at);

CREATE TABLE authorization_codes (
    tenant_id      TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    digest         BLOB    NOT NULL,
    grant_id       TEXT    NOT NULL,
    application_id TEXT    NOT NULL,
    redirect_uri   TEXT    NOT NULL,
    code_challenge TEXT    NOT NULL,
    nonce          TEXT    NOT NULL,
    expires_at     INTEGER NOT NULL,
    consumed_at    INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, digest),
    FOREIGN KEY (tenant_id, grant_id) REFERENCES grants (tenant_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX authorization_codes_grant ON authorization_codes (tenant_id, grant_id);

CREATE TABLE refresh_tokens (
    tenant_id   TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    digest      BLOB    NOT NULL,
    grant_id    TEXT    NOT NULL,
    generation  INTEGER NOT NULL,
    issued_at   INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    consumed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, digest),
    FOREIGN KEY (tenant_id, grant_id) REFERENCES grants (tenant_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX refresh_tokens_grant ON refresh_tokens (tenant_id, grant_id);
CREATE INDEX refresh_tokens_expires_at ON refresh_tokens (expires_at);

CREATE TABLE access_tokens (
    tenant_id  TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    digest     BLOB    NOT NULL,
    grant_id   TEXT    NOT NULL,
    scope      TEXT    NOT NULL,
    expires_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, digest),
    FOREIGN KEY (tenant_id, grant_id) REFERENCES grants (tenant_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX access_tokens_grant ON access_tokens (tenant_id, grant_id);
CREATE INDEX access_tokens_expires_at ON access_tokens (expires_at);

CREATE TABLE client_assertions (
    tenant_id      TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    application_id TEXT    NOT NULL,
    digest         BLOB    NOT NULL,
    expires_at     INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, application_id, digest),
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX client_assertions_expires_at ON client_assertions (expires_at);

CREATE TABLE resources (
    tenant_id        TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id               TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    indicator        TEXT    NOT NULL,
    is_default       INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    access_token_ttl INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, indicator)
) STRICT;
CREATE UNIQUE INDEX resources_one_default ON resources (tenant_id) WHERE is_default = 1;

CREATE TABLE scopes (
    tenant_id   TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id          TEXT    NOT NULL,
    resource_id TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    description TEXT,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, resource_id, name),
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resources (tenant_id, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE roles (
    tenant_id   TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id          TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    description TEXT    NOT NULL,
    type        TEXT    NOT NULL CHECK (type IN ('User', 'MachineToMachine')),
    is_default  INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
) STRICT;

CREATE TABLE role_scopes (
    tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    role_id   TEXT NOT NULL,
    scope_id  TEXT NOT NULL,
    PRIMARY KEY (tenant_id, role_id, scope_id),
    FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, scope_id) REFERENCES scopes (tenant_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX role_scopes_scope ON role_scopes (tenant_id, scope_id);

CREATE TABLE user_roles (
    tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    user_id   TEXT NOT NULL,
    role_id   TEXT NOT NULL,
    PRIMARY KEY (tenant_id, user_id, role_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX user_roles_role ON user_roles (tenant_id, role_id);

CREATE TABLE application_roles (
    tenant_id      TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    application_id TEXT NOT NULL,
    role_id        TEXT NOT NULL,
    PRIMARY KEY (tenant_id, application_id, role_id),
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX application_roles_role ON application_roles (tenant_id, role_id);

-- subject is a text of its own: it counts for people who do not exist too.
CREATE TABLE verification_attempts (
    tenant_id      TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    subject        TEXT    NOT NULL,
    count          INTEGER NOT NULL,
    window_ends_at INTEGER NOT NULL,
    blocked_until  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, subject)
) STRICT;
CREATE INDEX verification_attempts_window_ends_at ON verification_attempts (window_ends_at);

-- What was audited stays, whatever happens to the user or the application.
CREATE TABLE audit_logs (
    tenant_id      TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id             TEXT    NOT NULL,
    key            TEXT    NOT NULL,
    result         TEXT    NOT NULL CHECK (result IN ('Success', 'Error')),
    user_id        TEXT    NOT NULL,
    application_id TEXT    NOT NULL,
    ip             TEXT    NOT NULL,
    user_agent     TEXT    NOT NULL,
    reason         TEXT    NOT NULL,
    count          INTEGER NOT NULL,
    payload        TEXT    NOT NULL DEFAULT '{}',
    created_at     INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX audit_logs_created_at ON audit_logs (tenant_id, created_at DESC);
CREATE INDEX audit_logs_key ON audit_logs (tenant_id, key, created_at);
CREATE INDEX audit_logs_user ON audit_logs (tenant_id, user_id, created_at);
CREATE INDEX audit_logs_application ON audit_logs (tenant_id, application_id, created_at);

-- +goose Down
DROP TABLE audit_logs;
DROP TABLE verification_attempts;
DROP TABLE application_roles;
DROP TABLE user_roles;
DROP TABLE role_scopes;
DROP TABLE roles;
DROP TABLE scopes;
DROP TABLE resources;
DROP TABLE client_assertions;
DROP TABLE access_tokens;
DROP TABLE refresh_tokens;
DROP TABLE authorization_codes;
DROP TABLE grants;
DROP TABLE interactions;
DROP TABLE sessions;
DROP TABLE users;
DROP TABLE application_secrets;
DROP TABLE applications;
DROP TABLE signing_keys;
DROP TABLE tenants;
