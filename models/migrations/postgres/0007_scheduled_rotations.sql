-- +goose Up
-- Rotations of signing keys that are due later.
CREATE TABLE scheduled_rotations (
    tenant_id  TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    algorithm  TEXT NOT NULL CHECK (algorithm IN ('ES256', 'RS256', 'ES384')),
    as_default BOOLEAN NOT NULL DEFAULT FALSE,
    due_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, algorithm)
);

-- +goose Down
DROP TABLE scheduled_rotations;
