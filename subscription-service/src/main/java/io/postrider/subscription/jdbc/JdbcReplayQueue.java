package io.postrider.subscription.jdbc;

import io.postrider.subscription.replay.ReplayJob;
import io.postrider.subscription.replay.ReplayQueue;
import io.postrider.subscription.replay.ReplayState;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.Optional;

/**
 * The table {@code replay_jobs}, as those see it who carry replays out. Leases go by the clock of
 * the database, which all share.
 */
public final class JdbcReplayQueue implements ReplayQueue {

    /** For which nobody else works on it; longer than Kafka is waited for. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** What could not be sent in time is made up for no further back than this. */
    private static final Duration CATCH_UP = Duration.ofSeconds(1);

    private final JdbcClient jdbc;

    public JdbcReplayQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
}
