ALTER TABLE api_keys
    ADD COLUMN revoked_with text REFERENCES api_keys (id) ON DELETE CASCADE;

COMMENT ON COLUMN api_keys.revoked_with IS 'the key that made this one, where revoking it revokes this one too';

CREATE INDEX api_keys_by_maker ON api_keys (revoked_with) WHERE revoked_with IS NOT NULL;
