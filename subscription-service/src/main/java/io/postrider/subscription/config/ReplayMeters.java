package io.postrider.subscription.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.subscription.replay.ReplayState;
import io.postrider.subscription.replay.ReplayWatch;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what replays do. */
final class ReplayMeters implements ReplayWatch {

    private final MeterRegistry meters;
    private final AtomicLong running = new AtomicLong();

    ReplayMeters(MeterRegistry meters) {
        this.meters = meters;
        for (Turn turn : Turn.values()) {
            var _ = meters.counter("postrider.replays.letters", "outcome", name(turn));
        }
        Gauge.builder("postrider.replays.running", running, AtomicLong::get)
                .description("replays that are not over")
                .register(meters);
    }

    @Override
    public void handled(Turn turn) {
        meters.counter("postrider.replays.letters", "outcome", name(turn)).increment();
    }

    private static String name(Turn turn) {
        return turn.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void ended(ReplayState state) {
        meters.counter("postrider.replays.ended", "state", state.code()).increment();
    }

    @Override
    public void running(long replays) {
        running.set(replays);
    }
}
