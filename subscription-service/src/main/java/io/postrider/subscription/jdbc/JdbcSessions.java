package io.postrider.subscription.jdbc;

import io.postrider.model.Payload;
import io.postrider.subscription.access.ApiKey;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Sessions;
import io.postrider.subscription.audit.AccessActs;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.refusal.RefusedException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
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
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("hash", hash.bytes());
        parameters.put("key", session.key().map(ApiKey::id).orElse(null));
        parameters.put("proof", session.adminProof().map(Payload::bytes).orElse(null));
        parameters.put("now", Columns.timestamp(now));
        parameters.put("expires", Columns.timestamp(session.expiresAt()));
        References.insert(
                () ->
                        jdbc.sql(
                                        "INSERT INTO sessions VALUES (:hash, :key, :proof, :now,"
                                                + " :expires)")
                                .params(parameters)
                                .update(),
                _ -> RefusedException.unauthenticated("The API key is not valid"));
        audit.add(AccessActs.sessionOpened(caller, session.expiresAt()));
    }

    @Override
    public Optional<Stored> find(Payload hash) {
        return jdbc.sql(
                        """
                        SELECT k.*, s.api_key, s.admin_proof, s.expires_at AS session_expires_at
                        FROM sessions s LEFT JOIN api_keys k ON k.id = s.api_key
                        WHERE s.hash = :hash
                        """)
                .param("hash", hash.bytes())
                .query((row, _) -> stored(row))
                .optional();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getString("api_key") == null
                        ? Optional.empty()
                        : Optional.of(ApiKeyRows.read(row)),
                Optional.ofNullable(row.getBytes("admin_proof")).map(Payload::of),
                Columns.instant(row, "session_expires_at"));
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
