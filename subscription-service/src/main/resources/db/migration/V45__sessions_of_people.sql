-- Sessions of people whom an identity provider vouched for when they signed in.
ALTER TABLE sessions
    ADD COLUMN subject     text,
    ADD COLUMN person_name text,
    ADD COLUMN tenant      text REFERENCES tenants (id) ON DELETE CASCADE,
    ADD COLUMN scopes      text[],
    DROP CONSTRAINT sessions_of_one_key,
    ADD CONSTRAINT sessions_of_one CHECK (num_nonnulls(api_key, admin_proof, subject) = 1),
    ADD CONSTRAINT sessions_of_people
        CHECK (num_nonnulls(subject, person_name, scopes) IN (0, 3) AND (tenant IS NULL OR subject IS NOT NULL));

COMMENT ON COLUMN sessions.subject IS 'who it is, as the identity provider knows them';
COMMENT ON COLUMN sessions.tenant IS 'of somebody whom the provider vouched for; null where they are bound to none';

CREATE INDEX sessions_by_tenant ON sessions (tenant) WHERE tenant IS NOT NULL;
