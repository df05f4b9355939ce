package io.postrider.benchmarks;

import io.postrider.benchmarks.receiver.Receiver.Behaviour;
import io.postrider.benchmarks.report.Result;

import java.time.Duration;
import java.util.List;

/**
 * Endpoints that answer, but not always: one after the other, each at a steady rate and with a
 * deadline for what it gets.
 *
 * @param rate events a second; an endpoint with a limit of its own gets twice as many
 * @param duration of the load
 * @param deadline after the start of the load; what has not arrived by then counts as missing
 */
record Flaky(String name, int rate, Duration duration, Duration deadline) implements Scenario {

    /** The retry delays of the webhooks. */
    static final List<Duration> DELAYS =
            List.of(1, 2, 4, 8, 16, 32, 60).stream().map(Duration::ofSeconds).toList();

    /**
     * One of the endpoints.
     *
     * @param name in the report
     * @param rate events a second
     */
    record Case(String name, Behaviour behaviour, int rate, PlainSender.Endpoint plain) {}

    List<Case> cases() {
        return List.of(
                new Case(
                        "random",
                        Behaviour.FAIL_AT_RANDOM,
                        rate,
                        new PlainSender.FailsAtRandom(Behaviour.FAILING_SHARE)),
                new Case(
                        "throttled",
                        Behaviour.THROTTLE_EVERY_SECOND_EVENT,
                        rate,
                        new PlainSender.ThrottlesFirstAttempts()),
                new Case(
                        "limited",
                        Behaviour.LIMIT,
                        2 * rate,
                        new PlainSender.Limited(Behaviour.LIMIT_PER_SECOND)));
    }

    @Override
    public Result run(Session session) throws InterruptedException {
        return FlakyRun.run(session, this);
    }
}
