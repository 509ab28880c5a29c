-- +goose Up
-- Scripts that add claims to access tokens; the kind leaves room for others.
CREATE TABLE jwt_customizers (
    tenant_id               TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    kind                    TEXT    NOT NULL,
    script                  TEXT    NOT NULL,
    sealed                  BYTEA   NOT NULL,
    context_sample          JSONB NOT NULL,
    token_sample            JSONB NOT NULL,
    block_issuance_on_error BOOLEAN,
    is_off                  BOOLEAN NOT NULL,
    updated_at              BIGINT NOT NULL,
    created_at              BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, kind)
);

-- Every script that was saved.
CREATE TABLE jwt_customizer_versions (
    tenant_id  TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    number     BIGINT NOT NULL,
    script     TEXT    NOT NULL,
    actor_id   TEXT    NOT NULL,
    actor_name TEXT    NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, kind, number),
    FOREIGN KEY (tenant_id, kind) REFERENCES jwt_customizers (tenant_id, kind) ON DELETE CASCADE
);

-- Tests of scripts; they can be written before there is a script.
CREATE TABLE jwt_customizer_cases (
    tenant_id  TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id         TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    token      JSONB NOT NULL,
    context    JSONB NOT NULL,
    claims     JSONB NOT NULL,
    is_denied  BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kind, name)
);

-- Operators whom an admin does not let edit scripts; for users of the tenant "admin".
ALTER TABLE users ADD COLUMN is_kept_from_scripts BOOLEAN NOT NULL DEFAULT false;

-- +goose Down
ALTER TABLE users DROP COLUMN is_kept_from_scripts;
DROP TABLE jwt_customizer_cases;
DROP TABLE jwt_customizer_versions;
DROP TABLE jwt_customizers;
