ALTER TABLE subscriptions ADD COLUMN paused_at timestamptz;

COMMENT ON COLUMN subscriptions.paused_at IS 'null while deliveries are not held';
