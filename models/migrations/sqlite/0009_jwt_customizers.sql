-- +goose Up
-- Scripts that add claims to access tokens; the kind leaves room for others.
CREATE TABLE jwt_customizers (
    tenant_id               TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    kind                    TEXT    NOT NULL,
    script                  TEXT    NOT NULL,
    sealed                  BLOB    NOT NULL,
    context_sample          TEXT    NOT NULL CHECK (json_valid(context_sample)),
    token_sample            TEXT    NOT NULL CHECK (json_valid(token_sample)),
    block_issuance_on_error INTEGER CHECK (block_issuance_on_error IN (0, 1)),
    is_off                  INTEGER NOT NULL CHECK (is_off IN (0, 1)),
    updated_at              INTEGER NOT NULL,
    created_at              INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, kind)
) STRICT;

-- Every script that was saved.
CREATE TABLE jwt_customizer_versions (
    tenant_id  TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    number     INTEGER NOT NULL,
    script     TEXT    NOT NULL,
    actor_id   TEXT    NOT NULL,
    actor_name TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, kind, number),
    FOREIGN KEY (tenant_id, kind) REFERENCES jwt_customizers (tenant_id, kind) ON DELETE CASCADE
) STRICT;

-- Tests of scripts; they can be written before there is a script.
CREATE TABLE jwt_customizer_cases (
    tenant_id  TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id         TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    token      TEXT    NOT NULL CHECK (json_valid(token)),
    context    TEXT    NOT NULL CHECK (json_valid(context)),
    claims     TEXT    NOT NULL CHECK (json_valid(claims)),
    is_denied  INTEGER NOT NULL CHECK (is_denied IN (0, 1)),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kind, name)
) STRICT;

-- Operators whom an admin does not let edit scripts; for users of the tenant "admin".
ALTER TABLE users ADD COLUMN is_kept_from_scripts INTEGER NOT NULL DEFAULT 0 CHECK (is_kept_from_scripts IN (0, 1));

-- +goose Down
ALTER TABLE users DROP COLUMN is_kept_from_scripts;
DROP TABLE jwt_customizer_cases;
DROP TABLE jwt_customizer_versions;
DROP TABLE jwt_customizers;
