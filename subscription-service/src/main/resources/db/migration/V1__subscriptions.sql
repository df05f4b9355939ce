CREATE TABLE subscriptions (
    id               text        PRIMARY KEY,
    tenant           text        NOT NULL,
    name             text,
    url              text        NOT NULL,
    description      text,
    events           text[]      NOT NULL,
    content_pattern  text,
    retry_delays     text[]      NOT NULL,
    retry_jitter     float8      NOT NULL,
    timeout_ms       bigint      NOT NULL,
    signature_scheme text        NOT NULL,
    public_key       text,
    sealed_secrets   text[]      NOT NULL,
    active           boolean     NOT NULL,
    disabled_reason  text,
    active_since     timestamptz NOT NULL,
    version          bigint      NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL
);

CREATE INDEX subscriptions_by_tenant ON subscriptions (tenant, id);

-- What the subscriptions topic has yet to hear of. Rows of one subscription are numbered in the
-- order of its changes, because each is written while the subscription's row is locked.
CREATE TABLE outbox (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscription_id text NOT NULL,
    snapshot        bytea
);

COMMENT ON COLUMN outbox.snapshot IS 'null says that the subscription is deleted';

CREATE FUNCTION announce_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('postrider_outbox', '');
    RETURN NULL;
END $$;

CREATE TRIGGER outbox_announced AFTER INSERT ON outbox
    FOR EACH STATEMENT EXECUTE FUNCTION announce_outbox();

CREATE TABLE idempotency_keys (
    key          text        PRIMARY KEY,
    request_hash bytea       NOT NULL,
    started_at   timestamptz NOT NULL,
    locked_until timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    event_ids    text[]
);

COMMENT ON COLUMN idempotency_keys.event_ids IS 'the answer; null while there is none yet';

CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);
