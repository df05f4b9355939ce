-- What Kafka will never take, out of the way of what stands behind it in the outbox.
CREATE TABLE outbox_set_aside (
    id              bigint      PRIMARY KEY,
    subscription_id text        NOT NULL,
    snapshot        bytea,
    event           bytea,
    reason          text        NOT NULL,
    set_aside_at    timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE outbox_set_aside IS 'rows of the outbox, as they stood there, which somebody has to look at';
