package io.postrider.subscription.config;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.subscription.access.FailureListener;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Counts failed authentications by reason, and logs a line of them once in ten seconds at most. */
final class AuthenticationFailures implements FailureListener {

    static final String METER = "postrider.authentication.failures";
    static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(AuthenticationFailures.class);

    private final Map<Failure, Counter> counters = new EnumMap<>(Failure.class);
    private final InstantSource clock;
    private Instant quietUntil = Instant.MIN;
    private long unlogged;

    AuthenticationFailures(MeterRegistry meters, InstantSource clock) {
        this.clock = clock;
        for (Failure failure : Failure.values()) {
            counters.put(
                    failure,
                    Counter.builder(METER)
                            .description("Requests whose key or token was not accepted")
                            .tag("reason", failure.code())
                            .register(meters));
        }
    }

    @Override
    public void failed(Failure failure, String address) {
        Optional.ofNullable(counters.get(failure)).ifPresent(Counter::increment);
        line(failure, address).ifPresent(log::warn);
    }

    /** The line to log now, if any. */
    synchronized Optional<String> line(Failure failure, String address) {
        unlogged++;
        Instant now = clock.instant();
        if (now.isBefore(quietUntil)) {
            return Optional.empty();
        }
        long count = unlogged;
        unlogged = 0;
        quietUntil = now.plus(LOG_INTERVAL);
        return Optional.of(
                "failed authentications since the last such line: %d; the latest from %s, %s"
                        .formatted(count, address, failure.code()));
    }
}
