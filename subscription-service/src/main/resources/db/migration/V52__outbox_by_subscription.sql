-- A change of a webhook waits until nothing of the webhook is left in the outbox, which is long while
-- Kafka is away.
CREATE INDEX outbox_subscription ON outbox (subscription_id);
