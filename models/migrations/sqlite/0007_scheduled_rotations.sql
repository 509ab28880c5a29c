-- +goose Up
-- Rotations of signing keys that are due later.
CREATE TABLE scheduled_rotations (
    tenant_id  TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    algorithm  TEXT NOT NULL CHECK (algorithm IN ('ES256', 'RS256', 'ES384')),
    as_default INTEGER NOT NULL DEFAULT 0 CHECK (as_default IN (0, 1)),
    due_at     INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, algorithm)
) STRICT;

-- +goose Down
DROP TABLE scheduled_rotations;
