-- Ids of tenants that were deleted. They are not given to another tenant, which would see what is
-- left of the former one.
CREATE TABLE deleted_tenants (
    id          text        PRIMARY KEY,
    deleted_at  timestamptz NOT NULL,
    purge_until timestamptz,
    purge_at    timestamptz
);

COMMENT ON COLUMN deleted_tenants.purge_until IS 'its data is removed again until then, as records that come late bring more; null where no purge was asked for';
COMMENT ON COLUMN deleted_tenants.purge_at IS 'when it is removed next; null where it is not';

CREATE INDEX deleted_tenants_to_purge ON deleted_tenants (purge_at) WHERE purge_at IS NOT NULL;

INSERT INTO deleted_tenants (id, deleted_at)
SELECT resource_id, max(at)
FROM audit_log
WHERE action = 'tenant.deleted' AND resource_id NOT IN (SELECT id FROM tenants)
GROUP BY resource_id;
