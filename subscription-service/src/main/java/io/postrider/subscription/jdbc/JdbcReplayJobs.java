package io.postrider.subscription.jdbc;

import io.postrider.model.Payload;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.replay.ReplayActs;
import io.postrider.subscription.replay.ReplayJob;
import io.postrider.subscription.replay.ReplayJobs;
import io.postrider.subscription.replay.ReplayState;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code replay_jobs}, as those see it who ask for replays. */
public class JdbcReplayJobs implements ReplayJobs {

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final KeptQuotas quotas;

    public JdbcReplayJobs(JdbcClient jdbc, AuditLog audit, KeptQuotas quotas) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.quotas = quotas;
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
        quotas.requireRoom(job.selection().filter().reach().tenant(), Quota.REPLAYS);
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

    /** Removes those that ended before. */
    public void purge(Instant before) {
        jdbc.sql("DELETE FROM replay_jobs WHERE finished_at < :before")
                .param("before", Columns.timestamp(before))
                .update();
    }
}
