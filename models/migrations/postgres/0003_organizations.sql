-- +goose Up
-- What is looked for by its holder or by its role is read from the index alone:
-- without statistics, SQLite would pass over all rows of a tenant otherwise.
CREATE INDEX roles_created_at ON roles (tenant_id, created_at, id);
CREATE INDEX resources_created_at ON resources (tenant_id, created_at, id);
DROP INDEX user_roles_role;
CREATE INDEX user_roles_role ON user_roles (tenant_id, role_id, user_id);

CREATE TABLE organizations (
    tenant_id       TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id              TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    description     TEXT,
    custom_data     JSONB   NOT NULL DEFAULT '{}',
    is_mfa_required BOOLEAN NOT NULL,
    color           JSONB   NOT NULL DEFAULT '{}',
    branding        JSONB   NOT NULL DEFAULT '{}',
    custom_css      TEXT,
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX organizations_created_at ON organizations (tenant_id, created_at, id);

-- The organization template: what organizations have in common.
CREATE TABLE organization_scopes (
    tenant_id   TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id          TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    description TEXT,
    created_at  BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

CREATE TABLE organization_roles (
    tenant_id   TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id          TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    description TEXT,
    type        TEXT    NOT NULL CHECK (type IN ('User', 'MachineToMachine')),
    created_at  BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

CREATE TABLE organization_role_scopes (
    tenant_id             TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organization_role_id  TEXT NOT NULL,
    organization_scope_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, organization_role_id, organization_scope_id),
    FOREIGN KEY (tenant_id, organization_role_id) REFERENCES organization_roles (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, organization_scope_id) REFERENCES organization_scopes (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX organization_role_scopes_scope ON organization_role_scopes (tenant_id, organization_scope_id);

CREATE TABLE organization_role_resource_scopes (
    tenant_id            TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organization_role_id TEXT NOT NULL,
    scope_id             TEXT NOT NULL,
    PRIMARY KEY (tenant_id, organization_role_id, scope_id),
    FOREIGN KEY (tenant_id, organization_role_id) REFERENCES organization_roles (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, scope_id) REFERENCES scopes (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX organization_role_resource_scopes_scope ON organization_role_resource_scopes (tenant_id, scope_id);

CREATE TABLE organization_users (
    tenant_id       TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organization_id TEXT    NOT NULL,
    user_id         TEXT    NOT NULL,
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, organization_id, user_id),
    FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX organization_users_created_at ON organization_users (tenant_id, organization_id, created_at, user_id);
CREATE INDEX organization_users_user ON organization_users (tenant_id, user_id, organization_id);

CREATE TABLE organization_user_roles (
    tenant_id            TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organization_id      TEXT NOT NULL,
    user_id              TEXT NOT NULL,
    organization_role_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, organization_id, user_id, organization_role_id),
    FOREIGN KEY (tenant_id, organization_id, user_id) REFERENCES organization_users (tenant_id, organization_id, user_id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, organization_role_id) REFERENCES organization_roles (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX organization_user_roles_user ON organization_user_roles (tenant_id, user_id, organization_id, organization_role_id);
CREATE INDEX organization_user_roles_role ON organization_user_roles (tenant_id, organization_role_id, organization_id, user_id);

CREATE TABLE organization_applications (
    tenant_id       TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organization_id TEXT    NOT NULL,
    application_id  TEXT    NOT NULL,
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, organization_id, application_id),
    FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX organization_applications_created_at ON organization_applications (tenant_id, organization_id, created_at, application_id);
CREATE INDEX organization_applications_application ON organization_applications (tenant_id, application_id, organization_id);

CREATE TABLE organization_application_roles (
    tenant_id            TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organization_id      TEXT NOT NULL,
    application_id       TEXT NOT NULL,
    organization_role_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, organization_id, application_id, organization_role_id),
    FOREIGN KEY (tenant_id, organization_id, application_id) REFERENCES organization_applications (tenant_id, organization_id, application_id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, organization_role_id) REFERENCES organization_roles (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX organization_application_roles_application ON organization_application_roles (tenant_id, application_id, organization_id, organization_role_id);
CREATE INDEX organization_application_roles_role ON organization_application_roles (tenant_id, organization_role_id, organization_id, application_id);

-- Who joins an organization by the domain of a verified address, and the roles
-- that they get.
CREATE TABLE organization_jit_email_domains (
    tenant_id       TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organization_id TEXT    NOT NULL,
    email_domain    TEXT    NOT NULL,
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, organization_id, email_domain),
    FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX organization_jit_email_domains_domain ON organization_jit_email_domains (tenant_id, email_domain, organization_id);

CREATE TABLE organization_jit_roles (
    tenant_id            TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organization_id      TEXT NOT NULL,
    organization_role_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, organization_id, organization_role_id),
    FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, organization_role_id) REFERENCES organization_roles (tenant_id, id) ON DELETE CASCADE
);

-- invitee is in lower case. inviter_id and accepted_user_id may outlive the users.
CREATE TABLE organization_invitations (
    tenant_id        TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id               TEXT    NOT NULL,
    organization_id  TEXT    NOT NULL,
    invitee          TEXT    NOT NULL,
    inviter_id       TEXT,
    accepted_user_id TEXT,
    status           TEXT    NOT NULL CHECK (status IN ('Pending', 'Accepted', 'Expired', 'Revoked')),
    digest           BYTEA,
    message_sent_at  BIGINT  NOT NULL,
    expires_at       BIGINT  NOT NULL,
    created_at       BIGINT  NOT NULL,
    updated_at       BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest),
    FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX organization_invitations_one_pending ON organization_invitations (tenant_id, organization_id, invitee) WHERE status = 'Pending';
CREATE INDEX organization_invitations_invitee ON organization_invitations (tenant_id, invitee);
CREATE INDEX organization_invitations_organization ON organization_invitations (tenant_id, organization_id, created_at, id);
CREATE INDEX organization_invitations_created_at ON organization_invitations (tenant_id, created_at, id);

CREATE TABLE organization_invitation_roles (
    tenant_id            TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    invitation_id        TEXT NOT NULL,
    organization_role_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, invitation_id, organization_role_id),
    FOREIGN KEY (tenant_id, invitation_id) REFERENCES organization_invitations (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, organization_role_id) REFERENCES organization_roles (tenant_id, id) ON DELETE CASCADE
);

-- sealed is the configuration as JSON, encrypted: it holds credentials.
CREATE TABLE connectors (
    tenant_id    TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id           TEXT    NOT NULL,
    connector_id TEXT    NOT NULL,
    sealed       BYTEA   NOT NULL,
    metadata     JSONB   NOT NULL DEFAULT '{}',
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- +goose Down
DROP TABLE connectors;
DROP TABLE organization_invitation_roles;
DROP TABLE organization_invitations;
DROP TABLE organization_jit_roles;
DROP TABLE organization_jit_email_domains;
DROP TABLE organization_application_roles;
DROP TABLE organization_applications;
DROP TABLE organization_user_roles;
DROP TABLE organization_users;
DROP TABLE organization_role_resource_scopes;
DROP TABLE organization_role_scopes;
DROP TABLE organization_roles;
DROP TABLE organization_scopes;
DROP TABLE organizations;
DROP INDEX user_roles_role;
CREATE INDEX user_roles_role ON user_roles (tenant_id, role_id);
DROP INDEX resources_created_at;
DROP INDEX roles_created_at;
