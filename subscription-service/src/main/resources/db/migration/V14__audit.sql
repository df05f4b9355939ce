-- Who has done what. Each row is written in the transaction of what it tells of.
CREATE TABLE audit_log (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz NOT NULL DEFAULT now(),
    tenant        text,
    actor_kind    text        NOT NULL,
    actor_id      text        NOT NULL,
    actor_name    text        NOT NULL,
    address       text        NOT NULL,
    action        text        NOT NULL,
    resource_type text        NOT NULL,
    resource_id   text        NOT NULL,
    before        jsonb       NOT NULL,
    after         jsonb       NOT NULL
);

COMMENT ON COLUMN audit_log.tenant IS 'whose the resource is; null where it is nobody''s in particular';

CREATE INDEX audit_log_by_tenant ON audit_log (tenant, id DESC);
CREATE INDEX audit_log_by_resource ON audit_log (resource_id, id DESC);
CREATE INDEX audit_log_by_actor ON audit_log (actor_id, id DESC);
CREATE INDEX audit_log_by_time ON audit_log (at);
