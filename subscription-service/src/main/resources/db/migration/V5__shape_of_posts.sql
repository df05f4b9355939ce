-- What is there already goes on as it did: standard format, no headers of its own, no test.
ALTER TABLE subscriptions
    ADD COLUMN format               text        NOT NULL DEFAULT 'standard',
    ADD COLUMN header_names         text[]      NOT NULL DEFAULT '{}',
    ADD COLUMN sealed_header_values text[]      NOT NULL DEFAULT '{}',
    ADD COLUMN test_mode            boolean     NOT NULL DEFAULT false,
    ADD COLUMN overlap_until        timestamptz;

COMMENT ON COLUMN subscriptions.overlap_until IS 'until when the second sealed secret signs too';

CREATE INDEX subscriptions_by_overlap ON subscriptions (overlap_until)
    WHERE overlap_until IS NOT NULL;
