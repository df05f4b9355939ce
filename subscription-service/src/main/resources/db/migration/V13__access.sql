CREATE TABLE tenants (
    id         text        PRIMARY KEY,
    name       text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

INSERT INTO tenants (id, created_at, updated_at)
SELECT tenant, min(since), min(since)
FROM (SELECT tenant, created_at AS since FROM subscriptions
      UNION ALL SELECT 'default', now()) known
GROUP BY tenant;

ALTER TABLE subscriptions
    ADD CONSTRAINT subscriptions_of_tenant FOREIGN KEY (tenant) REFERENCES tenants (id);

CREATE TABLE api_keys (
    id           text        PRIMARY KEY,
    prefix       text        NOT NULL UNIQUE,
    hash         bytea       NOT NULL,
    name         text        NOT NULL,
    tenant       text        REFERENCES tenants (id) ON DELETE CASCADE,
    scopes       text[]      NOT NULL,
    created_by   text        NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz
);

COMMENT ON COLUMN api_keys.hash IS 'SHA-256 of the whole key, which is 256 bits of chance: there is nothing to guess, so nothing slow is needed';
COMMENT ON COLUMN api_keys.tenant IS 'null for a key that is bound to no tenant';
COMMENT ON COLUMN api_keys.last_used_at IS 'to the minute or so';

CREATE INDEX api_keys_by_tenant ON api_keys (tenant, id);

-- Sessions of browsers. A session is worth what its key is worth at the time.
CREATE TABLE sessions (
    hash        bytea       PRIMARY KEY,
    api_key     text        REFERENCES api_keys (id) ON DELETE CASCADE,
    admin_proof bytea,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    CONSTRAINT sessions_of_one_key CHECK ((api_key IS NULL) <> (admin_proof IS NULL))
);

COMMENT ON COLUMN sessions.hash IS 'SHA-256 of what the cookie holds';
COMMENT ON COLUMN sessions.admin_proof IS 'SHA-256 of the cookie and the admin key: ends the session with the key, and tells nothing of it';

CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_key ON sessions (api_key);

-- What a tenant repeats is nothing to another.
ALTER TABLE idempotency_keys
    ADD COLUMN tenant text NOT NULL DEFAULT '',
    DROP CONSTRAINT idempotency_keys_pkey,
    ADD PRIMARY KEY (tenant, key);

COMMENT ON COLUMN idempotency_keys.tenant IS 'empty for callers that are bound to no tenant';
