-- +goose Up
-- The scopes that were asked for; '' in grants from before, which know only what was granted.
ALTER TABLE grants ADD COLUMN asked_scope TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE grants DROP COLUMN asked_scope;
