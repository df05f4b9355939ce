package io.postrider.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Computes what a sender delivers that attempts each delivery when it is due and knows nothing
 * else: no breaker, no pause, no {@code Retry-After}.
 */
final class PlainSender {

    private PlainSender() {}

    /** Whether an endpoint accepts an attempt. */
    sealed interface Endpoint {

        boolean accepts(long event, int attempt, long millis);
    }

    /** Fails a share of all attempts; always the same ones. */
    static final class FailsAtRandom implements Endpoint {

        private final double share;
        private final Random random = new Random(1);

        FailsAtRandom(double share) {
            this.share = share;
        }

        @Override
        public boolean accepts(long event, int attempt, long millis) {
            return random.nextDouble() >= share;
        }
    }

    /** Refuses the first attempt of every second event. */
    record ThrottlesFirstAttempts() implements Endpoint {

        @Override
        public boolean accepts(long event, int attempt, long millis) {
            return attempt > 1 || event % 2 == 1;
        }
    }

    /** Accepts a number of attempts in each second. */
    static final class Limited implements Endpoint {

        private final int perSecond;
        private long second = -1;
        private int accepted;

        Limited(int perSecond) {
            this.perSecond = perSecond;
        }

        @Override
        public boolean accepts(long event, int attempt, long millis) {
            if (millis / 1_000 != second) {
                second = millis / 1_000;
                accepted = 0;
            }
            return accepted++ < perSecond;
        }
    }

    private record Attempt(long millis, long event, int number) implements Comparable<Attempt> {

        @Override
        public int compareTo(Attempt other) {
            return Long.compare(millis, other.millis);
        }
    }

    /**
     * The share of events that are delivered in time, 0 to 1.
     *
     * @param events sent, at an even rate
     * @param rate events a second
     * @param delays before the second, third, ... attempt
     * @param deadline after the first event
     */
    static double share(
            Endpoint endpoint, long events, int rate, List<Duration> delays, Duration deadline) {
        PriorityQueue<Attempt> due = new PriorityQueue<>();
        for (long event = 0; event < events; event++) {
            due.add(new Attempt(event * 1_000 / rate, event, 1));
        }
        long delivered = 0;
        for (Attempt next = due.poll();
                next != null && next.millis() <= deadline.toMillis();
                next = due.poll()) {
            if (endpoint.accepts(next.event(), next.number(), next.millis())) {
                delivered++;
            } else if (next.number() <= delays.size()) {
                long delay = delays.get(next.number() - 1).toMillis();
                due.add(new Attempt(next.millis() + delay, next.event(), next.number() + 1));
            }
        }
        return (double) delivered / events;
    }
}
