ALTER TABLE outbox ADD COLUMN event bytea;

COMMENT ON COLUMN outbox.snapshot IS 'null beside no event says that the subscription is deleted';
COMMENT ON COLUMN outbox.event IS 'in the plain envelope; beside a snapshot it is for that subscription alone, without one for the events topic';

-- Whether anybody of a tenant is to hear of exhausted deliveries is asked with every batch of them.
CREATE INDEX subscriptions_to_exhausted ON subscriptions (tenant)
    WHERE active AND events && ARRAY['delivery.exhausted', 'delivery.*'];
