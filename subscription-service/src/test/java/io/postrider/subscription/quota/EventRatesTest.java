package io.postrider.subscription.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.model.TenantId;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class EventRatesTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    private final SettableTime time = new SettableTime();
    private final QuotaLimits limits = TestQuotas.limits(Quota.EVENTS_PER_SECOND, 2);
    private final EventRates rates = new EventRates(limits, (_, _, _) -> Duration.ZERO, time);

    private static List<Event> events(TenantId tenant, int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new Event(
                                new EventId("evt_" + i),
                                Optional.empty(),
                                new EventType("a.b"),
                                tenant,
                                Instant.EPOCH,
                                Payload.of("{\"n\":1}")))
                .toList();
    }

    private static Optional<Refusal> refusal(Runnable taking) {
        try {
            taking.run();
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    private static Optional<Refusal> tooFast(long limit, String noun, String code, int seconds) {
        return Optional.of(
                new Refusal.OverQuota(
                        "The quota %s of the tenant acme allows %d %s; try again in %d seconds"
                                .formatted(code, limit, noun, seconds),
                        code,
                        limit,
                        Optional.of(Duration.ofSeconds(seconds))));
    }

    @Test
    void holdsEachTenantToItsRate() {
        rates.take(events(ACME, 20));

        assertThat(refusal(() -> rates.take(events(ACME, 5))))
                .isEqualTo(tooFast(2, "events a second", "events_per_second", 3));
        assertThat(refusal(() -> rates.requireOpen(ACME)))
                .isEqualTo(tooFast(2, "events a second", "events_per_second", 1));
        rates.take(events(OTHER, 20));
        time.advance(Duration.ofSeconds(3));
        assertThat(refusal(() -> rates.take(events(ACME, 5)))).isEmpty();
    }

    @Test
    void countsTheBytesOfTheData() {
        limits.changed(
                ACME,
                Quotas.NONE
                        .with(Quota.EVENTS_PER_SECOND, Optional.of(1_000L))
                        .with(Quota.BYTES_PER_SECOND, Optional.of(7L)));
        rates.take(events(ACME, 10));

        assertThat(refusal(() -> rates.take(events(ACME, 1))))
                .isEqualTo(tooFast(7, "bytes of data a second", "bytes_per_second", 1));
    }

    @Test
    void saysWhenARequestIsTooMuchForEver() {
        assertThat(refusal(() -> rates.take(events(ACME, 21))))
                .contains(
                        new Refusal.OverQuota(
                                "The quota events_per_second of the tenant acme allows 2 events a"
                                        + " second and 20 at once, not 21; send fewer at a time, or"
                                        + " have an operator raise the quota",
                                "events_per_second",
                                2,
                                Optional.empty()));
    }

    @Test
    void takesAllEventsOfARequestOrNone() {
        rates.take(events(ACME, 20));

        assertThat(
                        refusal(() ->
                                rates.take(
                                        Stream.of(events(OTHER, 20), events(ACME, 1))
                                                .flatMap(List::stream)
                                                .toList())))
                .isPresent();

        assertThat(refusal(() -> rates.take(events(OTHER, 20)))).isEmpty();
    }

    @Test
    void aChangedLimitHoldsAtOnce() {
        rates.take(events(ACME, 20));
        limits.changed(ACME, Quotas.NONE.with(Quota.EVENTS_PER_SECOND, Optional.of(100L)));
        assertThat(refusal(() -> rates.take(events(ACME, 1_000)))).isEmpty();

        limits.changed(ACME, Quotas.NONE.with(Quota.EVENTS_PER_SECOND, Optional.of(0L)));
        assertThat(refusal(() -> rates.requireOpen(ACME))).isPresent();
    }
}
