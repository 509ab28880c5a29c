-- +goose Up
-- Events that wait to be delivered.
CREATE TABLE outbox (
    id             BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id      TEXT    NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    key            TEXT    NOT NULL,
    user_id        TEXT    NOT NULL,
    application_id TEXT    NOT NULL,
    before         JSONB   NOT NULL DEFAULT '{}',
    after          JSONB   NOT NULL DEFAULT '{}',
    payload        JSONB   NOT NULL DEFAULT '{}',
    origin         JSONB   NOT NULL DEFAULT '{}',
    created_at     BIGINT  NOT NULL
);
CREATE INDEX outbox_tenant ON outbox (tenant_id, id);
CREATE INDEX outbox_created_at ON outbox (created_at);

-- +goose Down
DROP TABLE outbox;
