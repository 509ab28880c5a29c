-- +goose Up
-- The rows of a deleted tenant go in the background: see models.Tenant.
ALTER TABLE tenants ADD COLUMN deleted_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tenants ADD COLUMN rows_to_delete BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tenants ADD COLUMN rows_deleted BIGINT NOT NULL DEFAULT 0;

-- What the program remembers of the installation as a whole.
CREATE TABLE installation_settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- +goose Down
DROP TABLE installation_settings;
ALTER TABLE tenants DROP COLUMN rows_deleted;
ALTER TABLE tenants DROP COLUMN rows_to_delete;
ALTER TABLE tenants DROP COLUMN deleted_at;
