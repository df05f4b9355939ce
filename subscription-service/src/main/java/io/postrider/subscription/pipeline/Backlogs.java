package io.postrider.subscription.pipeline;

import java.time.Instant;

/** What PostgreSQL knows of what waits. */
public interface Backlogs {

    /**
     * Figures.
     *
     * @param outbox entries that Kafka has yet to hear of
     * @param setAside entries that it will never take
     * @param deadLetters since the time that was asked for
     * @param paused webhooks whose deliveries are held
     */
    record Figures(long outbox, long setAside, long deadLetters, long paused) {}

    Figures since(Instant from);
}
