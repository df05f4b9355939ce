-- Partitioned by the day the delivery was created, attempts included, so that retention drops a
-- day with all that belongs to it. Partitions are made ahead and on demand; what belongs to no day
-- that is kept (a producer's clock far off) rests in the default partition until it is purged.
CREATE TABLE deliveries (
    id               text        NOT NULL,
    created_at       timestamptz NOT NULL,
    tenant           text        NOT NULL,
    subscription_id  text        NOT NULL,
    event_id         text        NOT NULL,
    event_type       text        NOT NULL,
    state            text        NOT NULL,
    rank             bigint      NOT NULL,
    attempts         int         NOT NULL,
    replays          int         NOT NULL,
    reason           text,
    next_attempt_at  timestamptz,
    completed_at     timestamptz,
    updated_at       timestamptz NOT NULL,
    outcome_rank     bigint      NOT NULL,
    last_status      int,
    last_error       text,
    record_rank      bigint      NOT NULL,
    record_topic     text,
    record_partition int,
    record_offset    bigint,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

COMMENT ON COLUMN deliveries.rank IS 'of the fact that state, attempts, replays, reason, next_attempt_at and completed_at come from';
COMMENT ON COLUMN deliveries.outcome_rank IS 'of the fact that last_status and last_error come from; -1 for none';
COMMENT ON COLUMN deliveries.record_rank IS 'of the record that the record_ columns point at; -1 for none';

CREATE INDEX deliveries_by_subscription ON deliveries (subscription_id, created_at DESC, id DESC);

CREATE TABLE deliveries_default PARTITION OF deliveries DEFAULT;

CREATE TABLE attempts (
    delivery_id         text        NOT NULL,
    delivery_created_at timestamptz NOT NULL,
    number              int         NOT NULL,
    url                 text        NOT NULL,
    started_at          timestamptz NOT NULL,
    finished_at         timestamptz NOT NULL,
    outcome             text        NOT NULL,
    status              int,
    error               text,
    response_body       text,
    result              text        NOT NULL,
    next_attempt_at     timestamptz,
    PRIMARY KEY (delivery_id, number, delivery_created_at)
) PARTITION BY RANGE (delivery_created_at);

CREATE TABLE attempts_default PARTITION OF attempts DEFAULT;

CREATE TABLE dead_letters (
    delivery_id         text        PRIMARY KEY,
    delivery_created_at timestamptz NOT NULL,
    tenant              text        NOT NULL,
    subscription_id     text        NOT NULL,
    event_id            text        NOT NULL,
    event_type          text        NOT NULL,
    reason              text        NOT NULL,
    detail              text        NOT NULL,
    status              int,
    attempts            int         NOT NULL,
    replays             int         NOT NULL,
    failed_at           timestamptz NOT NULL,
    record_partition    int         NOT NULL,
    record_offset       bigint      NOT NULL,
    replayed_at         timestamptz
);

CREATE INDEX dead_letters_by_time ON dead_letters (failed_at DESC, delivery_id DESC);
CREATE INDEX dead_letters_by_subscription ON dead_letters (subscription_id, failed_at DESC);

CREATE TABLE invalid_records (
    topic            text        NOT NULL,
    record_partition int         NOT NULL,
    record_offset    bigint      NOT NULL,
    reason           text        NOT NULL,
    excerpt          text        NOT NULL,
    found_at         timestamptz NOT NULL,
    PRIMARY KEY (topic, record_partition, record_offset)
);

CREATE INDEX invalid_records_by_time ON invalid_records (found_at DESC);
