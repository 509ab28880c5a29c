-- +goose Up
-- Events that wait to be delivered. AUTOINCREMENT: an id is never given twice,
-- even after its row is gone.
CREATE TABLE outbox (
    id             INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    tenant_id      TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    key            TEXT    NOT NULL,
    user_id        TEXT    NOT NULL,
    application_id TEXT    NOT NULL,
    before         TEXT    NOT NULL DEFAULT '{}',
    after          TEXT    NOT NULL DEFAULT '{}',
    payload        TEXT    NOT NULL DEFAULT '{}',
    origin         TEXT    NOT NULL DEFAULT '{}',
    created_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_tenant ON outbox (tenant_id, id);
CREATE INDEX outbox_created_at ON outbox (created_at);

-- +goose Down
DROP TABLE outbox;
