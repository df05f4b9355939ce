-- What happened, counted by webhook, minute, kind and, of attempts that were answered, response
-- time. Kinds: created (deliveries), deferred (by a rate limit), acknowledged and error:<type>
-- (attempts), failed:<reason> (deliveries that came to rest).

-- Written in the transaction of the history that is counted, so that nothing is counted twice or
-- not at all; without an index, because it is on the hot path; merged into the others soon after.
CREATE TABLE analytics_new (
    tenant          text        NOT NULL,
    subscription_id text        NOT NULL,
    at              timestamptz NOT NULL,
    kind            text        NOT NULL,
    bucket          int         NOT NULL,
    count           bigint      NOT NULL,
    retries         bigint      NOT NULL,
    millis          bigint      NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

COMMENT ON COLUMN analytics_new.at IS 'the minute';
COMMENT ON COLUMN analytics_new.bucket IS 'of the response time; -1 for none';
COMMENT ON COLUMN analytics_new.retries IS 'those of the attempts that were not the first of their delivery';
COMMENT ON COLUMN analytics_new.millis IS 'all response times together';

CREATE TABLE analytics_minutes (
    LIKE analytics_new INCLUDING COMMENTS,
    PRIMARY KEY (subscription_id, at, kind, bucket)
) WITH (fillfactor = 80);

CREATE INDEX analytics_minutes_by_tenant ON analytics_minutes (tenant, at);

CREATE TABLE analytics_hours (
    LIKE analytics_new INCLUDING COMMENTS,
    PRIMARY KEY (subscription_id, at, kind, bucket)
) WITH (fillfactor = 80);

COMMENT ON COLUMN analytics_hours.at IS 'the beginning of the hour';

CREATE INDEX analytics_hours_by_tenant ON analytics_hours (tenant, at);

CREATE TABLE failing_webhooks (
    subscription_id   text        PRIMARY KEY,
    failing_since     timestamptz NOT NULL,
    last_failure_at   timestamptz NOT NULL,
    failed_deliveries bigint      NOT NULL
);

COMMENT ON TABLE failing_webhooks IS 'those of which no attempt has succeeded since one failed; to the minute';
