-- Replays of many dead letters. An instance that works on one holds its lease; which letters are
-- part of it was settled when it was asked for.
CREATE TABLE replay_jobs (
    id                 text        PRIMARY KEY,
    tenant             text,
    actor_kind         text        NOT NULL,
    actor_id           text        NOT NULL,
    actor_name         text        NOT NULL,
    actor_address      text        NOT NULL,
    subscription_id    text,
    event_type         text,
    reason             text,
    failed_from        timestamptz,
    failed_to          timestamptz,
    delivery_ids       text[],
    last_offsets       jsonb       NOT NULL,
    rate               int         NOT NULL,
    state              text        NOT NULL,
    total              bigint      NOT NULL,
    replayed           bigint      NOT NULL,
    skipped            bigint      NOT NULL,
    failed             bigint      NOT NULL,
    failures           jsonb       NOT NULL,
    problem            text,
    troubles           int         NOT NULL,
    cursor_failed_at   timestamptz,
    cursor_delivery_id text,
    created_at         timestamptz NOT NULL,
    finished_at        timestamptz,
    due_at             timestamptz NOT NULL DEFAULT now(),
    lease              text,
    leased_until       timestamptz,
    key_owner          text,
    idempotency_key    text,
    request_hash       bytea
);

COMMENT ON COLUMN replay_jobs.tenant IS 'whose letters; null for everybody''s';
COMMENT ON COLUMN replay_jobs.last_offsets IS 'by partition of dead-letters, of the last letter that is part of it';
COMMENT ON COLUMN replay_jobs.due_at IS 'when the next letters may go out';
COMMENT ON COLUMN replay_jobs.problem IS 'why it does not get on just now, or why it gave up';

CREATE INDEX replay_jobs_by_tenant ON replay_jobs (tenant, id DESC);
CREATE INDEX replay_jobs_running ON replay_jobs (due_at) WHERE state = 'running';
CREATE INDEX replay_jobs_by_end ON replay_jobs (finished_at);
CREATE UNIQUE INDEX replay_jobs_by_key ON replay_jobs (key_owner, idempotency_key);
