package io.postrider.subscription.jdbc;

import io.postrider.model.Payload;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Sessions;
import io.postrider.subscription.audit.AccessActs;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.refusal.RefusedException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The table {@code sessions}. */
public class JdbcSessions implements Sessions {

    private final JdbcClient jdbc;
    private final AuditLog audit;

    public JdbcSessions(JdbcClient jdbc, AuditLog audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    @Transactional
    public void add(Caller caller, Payload hash, Stored session, Instant now) {
        Map<String, Object> parameters = SessionRows.parameters(session.origin());
        parameters.put("hash", hash.bytes());
        parameters.put("now", Columns.timestamp(now));
        parameters.put("expires", Columns.timestamp(session.expiresAt()));
        References.insert(
                () ->
                        jdbc.sql(
                                        """
                                        INSERT INTO sessions (
                                            hash, api_key, admin_proof, subject, person_name,
                                            tenant, scopes, created_at, expires_at)
                                        VALUES (
                                            :hash, :key, :proof, :subject, :name,
                                            :tenant, :scopes, :now, :expires)
                                        """)
                                .params(parameters)
                                .update(),
                _ ->
                        RefusedException.unauthenticated(
                                "What the session was to be opened with is not valid"));
        audit.add(AccessActs.sessionOpened(caller, session.expiresAt()));
    }

    @Override
    public Optional<Stored> find(Payload hash) {
        return jdbc.sql(
                        """
                        SELECT k.*, s.api_key, s.admin_proof, s.subject, s.person_name,
                               s.tenant AS person_tenant, s.scopes AS person_scopes,
                               s.expires_at AS session_expires_at
                        FROM sessions s LEFT JOIN api_keys k ON k.id = s.api_key
                        WHERE s.hash = :hash
                        """)
                .param("hash", hash.bytes())
                .query((row, _) -> SessionRows.read(row))
                .optional();
    }

    @Override
    @Transactional
    public void remove(Caller caller, Payload hash) {
        int removed =
                jdbc.sql("DELETE FROM sessions WHERE hash = :hash")
                        .param("hash", hash.bytes())
                        .update();
        if (removed > 0) {
            audit.add(AccessActs.sessionClosed(caller));
        }
    }

    /** Removes those that have expired. */
    public void purge(Instant now) {
        jdbc.sql("DELETE FROM sessions WHERE expires_at <= :now")
                .param("now", Columns.timestamp(now))
                .update();
    }
}
