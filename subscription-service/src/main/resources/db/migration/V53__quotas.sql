-- Limits that operators have set for single tenants, by the code of the quota.
ALTER TABLE tenants ADD COLUMN quotas jsonb NOT NULL DEFAULT '{}';

CREATE INDEX tenants_with_quotas ON tenants (id) WHERE quotas <> '{}';

-- How many replays a tenant has running.
CREATE INDEX replay_jobs_running_by_tenant ON replay_jobs (tenant) WHERE state = 'running';

-- Token buckets that the instances share (Bucket4j). They are found by name, and removed some time
-- after they are full again.
CREATE TABLE rate_buckets (
    id         text   PRIMARY KEY,
    state      bytea,
    expires_at bigint
);

CREATE INDEX rate_buckets_by_expiry ON rate_buckets (expires_at);
