package io.postrider.subscription.jdbc;

import io.postrider.model.Payload;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.replay.ReplayActs;
import io.postrider.subscription.replay.ReplayJob;
import io.postrider.subscription.replay.ReplayJobs;
import io.postrider.subscription.replay.ReplayState;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code replay_jobs}. Leases go by the clock of the database, which all share. */
public class JdbcReplayJobs implements ReplayJobs {

    /** For which nobody else works on it; longer than Kafka is waited for. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** What could not be sent in time is made up for no further back than this. */
    private static final Duration CATCH_UP = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final AuditLog audit;

    public JdbcReplayJobs(JdbcClient jdbc, AuditLog audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    public Optional<Earlier> earlier(Repeat repeat, Instant since) {
        return jdbc.sql(
                        """
                        SELECT * FROM replay_jobs
                        WHERE key_owner = :owner AND idempotency_key = :key AND created_at > :since
                        """)
                .param("owner", repeat.key().ownerText())
                .param("key", repeat.key().value())
                .param("since", Columns.timestamp(since))
                .query((row, _) ->
                        new Earlier(
                                ReplayRows.read(row),
                                Payload.of(row.getBytes("request_hash"))
                                        .equals(repeat.requestHash())))
                .optional();
    }

    @Override
    @Transactional
    public boolean add(Caller caller, ReplayJob job, Optional<Repeat> repeat, Instant since) {
        repeat.ifPresent(it -> forgetExpired(it, since));
        Map<String, Object> parameters = new HashMap<>(ReplayRows.settled(job));
        parameters.putAll(ReplayRows.progress(job));
        parameters.put("owner", repeat.map(it -> it.key().ownerText()).orElse(null));
        parameters.put("key", repeat.map(it -> it.key().value()).orElse(null));
        parameters.put("hash", repeat.map(it -> it.requestHash().bytes()).orElse(null));
        boolean added =
                jdbc.sql(
                                        """
                                        INSERT INTO replay_jobs (
                                            id, tenant, actor_kind, actor_id, actor_name,
                                            actor_address, subscription_id, event_type, reason,
                                            failed_from, failed_to, delivery_ids, last_offsets,
                                            rate, state, total, replayed, skipped, failed,
                                            failures, troubles, created_at, finished_at,
                                            key_owner, idempotency_key, request_hash)
                                        VALUES (
                                            :id, :tenant, :kind, :actor, :name,
                                            :address, :subscription, :type, :reason,
                                            :from, :to, :ids, :offsets::jsonb,
                                            :rate, :state, :total, :replayed, :skipped, :failed,
                                            :failures::jsonb, :troubles, :created, :finished,
                                            :owner, :key, :hash)
                                        ON CONFLICT (key_owner, idempotency_key) DO NOTHING
                                        """)
                                .params(parameters)
                                .update()
                        == 1;
        if (added) {
            audit.add(ReplayActs.started(caller, job));
        }
        return added;
    }

    private void forgetExpired(Repeat repeat, Instant since) {
        jdbc.sql(
                        """
                        UPDATE replay_jobs
                        SET key_owner = NULL, idempotency_key = NULL, request_hash = NULL
                        WHERE key_owner = :owner AND idempotency_key = :key AND created_at <= :since
                        """)
                .param("owner", repeat.key().ownerText())
                .param("key", repeat.key().value())
                .param("since", Columns.timestamp(since))
                .update();
    }

    @Override
    public List<ReplayJob> list(
            Reach reach, Optional<ReplayState> state, Optional<String> before, int limit) {
        Where where = Where.within(reach);
        state.ifPresent(wanted -> where.and("state =", wanted.code()));
        before.ifPresent(id -> where.and("id <", id));
        return jdbc.sql(
                        "SELECT * FROM replay_jobs"
                                + where.sql()
                                + " ORDER BY id DESC LIMIT "
                                + limit)
                .params(where.parameters())
                .query((row, _) -> ReplayRows.read(row))
                .list();
    }

    @Override
    public Optional<ReplayJob> find(Reach reach, String id) {
        return select("", reach, id);
    }

    private Optional<ReplayJob> select(String lock, Reach reach, String id) {
        Where where = Where.within(reach).and("id =", id);
        return jdbc.sql("SELECT * FROM replay_jobs" + where.sql() + lock)
                .params(where.parameters())
                .query((row, _) -> ReplayRows.read(row))
                .optional();
    }

    @Override
    @Transactional
    public Optional<ReplayJob> cancel(Caller caller, String id, Instant now) {
        Optional<ReplayJob> job = select(" FOR UPDATE", caller.reach(), id);
        if (job.isEmpty() || job.get().state() != ReplayState.RUNNING) {
            return job;
        }
        ReplayJob cancelled = job.get().cancelled(now);
        jdbc.sql(
                        """
                        UPDATE replay_jobs
                        SET state = :state, problem = :problem, finished_at = :finished
                        WHERE id = :id
                        """)
                .params(ReplayRows.progress(cancelled))
                .update();
        audit.add(ReplayActs.cancelled(caller, cancelled));
        return Optional.of(cancelled);
    }

    /** The least of no times is null, and so is what is left until then: nothing is due. */
    @Override
    public Outlook outlook() {
        return jdbc.sql(
                        """
                        SELECT count(*) AS running,
                               extract(epoch FROM min(greatest(due_at, leased_until))
                                                  - clock_timestamp())::float8 AS until_due
                        FROM replay_jobs WHERE state = 'running'
                        """)
                .query((row, _) -> {
                    double until = row.getDouble("until_due");
                    Optional<Duration> untilDue =
                            row.wasNull()
                                    ? Optional.empty()
                                    : Optional.of(Duration.ofNanos((long) (until * 1e9)));
                    return new Outlook(row.getLong("running"), untilDue);
                })
                .single();
    }

    @Override
    public Optional<ReplayJob> claim(String holder) {
        return jdbc.sql(
                        """
                        UPDATE replay_jobs
                        SET lease = :holder, leased_until = clock_timestamp() + :lease::interval
                        WHERE id = (
                            SELECT id FROM replay_jobs
                            WHERE state = 'running' AND due_at <= clock_timestamp()
                              AND (leased_until IS NULL OR leased_until <= clock_timestamp())
                            ORDER BY due_at LIMIT 1
                            FOR UPDATE SKIP LOCKED)
                        RETURNING *
                        """)
                .param("holder", holder)
                .param("lease", LEASE.toString())
                .query((row, _) -> ReplayRows.read(row))
                .optional();
    }

    @Override
    public Optional<ReplayState> save(ReplayJob job, String holder) {
        return jdbc.sql(
                        """
                        UPDATE replay_jobs
                        SET state = CASE WHEN state = 'running' THEN :state ELSE state END,
                            finished_at = CASE WHEN state = 'running'
                                               THEN :finished ELSE finished_at END,
                            problem = CASE WHEN state = 'running' THEN :problem END,
                            replayed = :replayed, skipped = :skipped, failed = :failed,
                            failures = :failures::jsonb, troubles = :troubles,
                            cursor_failed_at = :markTime, cursor_delivery_id = :markId,
                            leased_until = clock_timestamp() + :lease::interval
                        WHERE id = :id AND lease = :holder
                        RETURNING state
                        """)
                .params(ReplayRows.progress(job))
                .param("lease", LEASE.toString())
                .param("holder", holder)
                .query(String.class)
                .optional()
                .map(ReplayState::ofCode);
    }

    /** What a fault has kept from going out for long is not sent all at once. */
    @Override
    public void release(ReplayJob job, String holder, Duration rest) {
        jdbc.sql(
                        """
                        UPDATE replay_jobs
                        SET lease = NULL, leased_until = NULL,
                            due_at = greatest(due_at, clock_timestamp() - :catchUp::interval)
                                     + :rest::float8 * interval '1 microsecond'
                        WHERE id = :id AND lease = :holder
                        """)
                .param("catchUp", CATCH_UP.toString())
                .param("rest", rest.toNanos() / 1_000.0)
                .param("id", job.id())
                .param("holder", holder)
                .update();
    }

    /** Removes those that ended before. */
    public void purge(Instant before) {
        jdbc.sql("DELETE FROM replay_jobs WHERE finished_at < :before")
                .param("before", Columns.timestamp(before))
                .update();
    }
}
