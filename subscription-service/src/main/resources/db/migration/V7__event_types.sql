CREATE TABLE event_types (
    name        text        COLLATE "C" PRIMARY KEY,
    description text,
    json_schema text,
    example     text,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);

-- What Postrider announces of its own accord.
INSERT INTO event_types (name, description, created_at, updated_at) VALUES
    ('webhook.created',    'A webhook was created.', now(), now()),
    ('webhook.updated',    'A webhook was changed, enabled or disabled by its owner.', now(), now()),
    ('webhook.deleted',    'A webhook was deleted.', now(), now()),
    ('webhook.disabled',   'Postrider disabled a webhook; the reason is in the data.', now(), now()),
    ('secret.rotated',     'A webhook has another secret.', now(), now()),
    ('delivery.exhausted', 'The last attempt of a delivery has failed.', now(), now());
