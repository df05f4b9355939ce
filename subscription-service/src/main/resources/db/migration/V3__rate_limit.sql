ALTER TABLE subscriptions
    ADD COLUMN rate_limit_deliveries int,
    ADD COLUMN rate_limit_seconds    bigint,
    ADD CONSTRAINT rate_limit_whole
        CHECK ((rate_limit_deliveries IS NULL) = (rate_limit_seconds IS NULL));

COMMENT ON COLUMN subscriptions.rate_limit_deliveries IS 'null where there is no limit';
