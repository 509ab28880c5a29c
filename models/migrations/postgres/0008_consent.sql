-- +goose Up
-- The scopes that a third-party application may ask users for, by type.
CREATE TABLE application_user_scopes (
    tenant_id      TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    application_id TEXT NOT NULL,
    scope          TEXT NOT NULL,
    PRIMARY KEY (tenant_id, application_id, scope),
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE
);
CREATE TABLE application_resource_scopes (
    tenant_id      TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    application_id TEXT NOT NULL,
    scope_id       TEXT NOT NULL,
    PRIMARY KEY (tenant_id, application_id, scope_id),
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, scope_id) REFERENCES scopes (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX application_resource_scopes_scope ON application_resource_scopes (tenant_id, scope_id);
CREATE TABLE application_organization_scopes (
    tenant_id             TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    application_id        TEXT NOT NULL,
    organization_scope_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, application_id, organization_scope_id),
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, organization_scope_id) REFERENCES organization_scopes (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX application_organization_scopes_scope ON application_organization_scopes (tenant_id, organization_scope_id);
CREATE TABLE application_organization_resource_scopes (
    tenant_id      TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    application_id TEXT NOT NULL,
    scope_id       TEXT NOT NULL,
    PRIMARY KEY (tenant_id, application_id, scope_id),
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, scope_id) REFERENCES scopes (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX application_organization_resource_scopes_scope ON application_organization_resource_scopes (tenant_id, scope_id);

-- Until now every third-party application could ask for these.
INSERT INTO application_user_scopes (tenant_id, application_id, scope)
SELECT applications.tenant_id, applications.id, offered.scope FROM applications, (
    SELECT 'profile' AS scope UNION ALL SELECT 'email' UNION ALL SELECT 'phone' UNION ALL SELECT 'address'
) AS offered WHERE applications.is_third_party;

-- How a third-party application presents itself to users.
CREATE TABLE application_sign_in_experiences (
    tenant_id          TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    application_id     TEXT NOT NULL,
    display_name       TEXT NOT NULL DEFAULT '',
    branding           JSONB NOT NULL DEFAULT '{}',
    color              JSONB NOT NULL DEFAULT '{}',
    custom_css         TEXT NOT NULL DEFAULT '',
    terms_of_use_url   TEXT NOT NULL DEFAULT '',
    privacy_policy_url TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, application_id),
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE
);

-- What users have allowed third-party applications, whether or not a grant is alive.
CREATE TABLE consents (
    tenant_id      TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    user_id        TEXT    NOT NULL,
    application_id TEXT    NOT NULL,
    scopes         JSONB   NOT NULL DEFAULT '{}',
    created_at     BIGINT  NOT NULL,
    updated_at     BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, user_id, application_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX consents_application ON consents (tenant_id, application_id, updated_at, user_id);

-- Whoever has a grant has consented; the newest grant says to what. Grants that only
-- know what was granted ask once more if claims were asked for.
INSERT INTO consents (tenant_id, user_id, application_id, scopes, created_at, updated_at)
SELECT tenant_id, user_id, application_id,
    jsonb_build_object('', string_to_array(scope, ' ')), created_at, created_at
FROM (
    SELECT grants.tenant_id, grants.user_id, grants.application_id, grants.scope, grants.created_at,
        row_number() OVER (
            PARTITION BY grants.tenant_id, grants.user_id, grants.application_id ORDER BY grants.created_at DESC, grants.id
        ) AS place
    FROM grants JOIN applications ON applications.tenant_id = grants.tenant_id AND applications.id = grants.application_id
    WHERE applications.is_third_party AND grants.scope <> ''
) AS given WHERE place = 1;

-- The organizations in which users have allowed an application to act.
CREATE TABLE consent_organizations (
    tenant_id       TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    user_id         TEXT    NOT NULL,
    application_id  TEXT    NOT NULL,
    organization_id TEXT    NOT NULL,
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, user_id, application_id, organization_id),
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, organization_id, user_id)
        REFERENCES organization_users (tenant_id, organization_id, user_id) ON DELETE CASCADE
);
CREATE INDEX consent_organizations_organization ON consent_organizations (tenant_id, organization_id, user_id);
CREATE INDEX consent_organizations_application ON consent_organizations (tenant_id, application_id, organization_id);

-- The third-party applications that an organization does not allow.
CREATE TABLE organization_blocked_applications (
    tenant_id       TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    organization_id TEXT    NOT NULL,
    application_id  TEXT    NOT NULL,
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, organization_id, application_id),
    FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, application_id) REFERENCES applications (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX organization_blocked_applications_application ON organization_blocked_applications (tenant_id, application_id);

-- +goose Down
DROP TABLE organization_blocked_applications;
DROP TABLE consent_organizations;
DROP TABLE consents;
DROP TABLE application_sign_in_experiences;
DROP TABLE application_organization_resource_scopes;
DROP TABLE application_organization_scopes;
DROP TABLE application_resource_scopes;
DROP TABLE application_user_scopes;
