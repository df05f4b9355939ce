-- How requests to the endpoint prove whose they are, by path: authentication.type, tls.client_key, ...
ALTER TABLE subscriptions
    ADD COLUMN access_names  text[] NOT NULL DEFAULT '{}',
    ADD COLUMN access_values text[] NOT NULL DEFAULT '{}';

COMMENT ON COLUMN subscriptions.access_values IS
    'sealed where the path is authentication.password, .token or .client_secret, or tls.client_key';
