package io.postrider.worker.delivery;

import static io.postrider.worker.Fixtures.NOW;
import static io.postrider.worker.Fixtures.aDelivery;
import static io.postrider.worker.Fixtures.aSubscriptionId;
import static io.postrider.worker.Fixtures.anEndpoint;
import static io.postrider.worker.Fixtures.switched;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Attempt;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.worker.endpoint.Endpoint;
import io.postrider.worker.endpoint.Lookup;
import io.postrider.worker.lane.HealthChange;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class HoldTest {

    private static final Endpoint ENDPOINT =
            anEndpoint(URI.create("https://example.com"), Duration.ofSeconds(1));
    private static final Delivery DELIVERY = aDelivery(aSubscriptionId(), 0, "{}");

    private final List<ParkReason> counted = new ArrayList<>();

    private Optional<Progress> onDue(Lookup lookup) {
        return new Hold(_ -> lookup, new Parks(counted)).onDue(DELIVERY, NOW);
    }

    private static Lookup switchedTo(boolean active, Optional<Instant> pausedAt) {
        return new Lookup.Known(switched(ENDPOINT, active, pausedAt));
    }

    @Test
    void holdsAndCountsWhatBelongsToAPausedSubscription() {
        Progress held = onDue(switchedTo(true, Optional.of(NOW.minusSeconds(60)))).orElseThrow();

        assertThat(held.pause().orElseThrow().until()).isEqualTo(NOW.plusSeconds(60));
        assertThat(counted).containsExactly(ParkReason.PAUSED);
    }

    @Test
    void letsEverythingElseGo() {
        assertThat(onDue(switchedTo(true, Optional.empty()))).isEmpty();
        assertThat(onDue(switchedTo(false, Optional.of(NOW)))).as("disabled").isEmpty();
        assertThat(onDue(new Lookup.Deleted())).isEmpty();
        assertThat(onDue(new Lookup.NotSeenYet(Optional.empty()))).isEmpty();
        assertThat(onDue(new Lookup.Unusable("no key"))).isEmpty();
        assertThat(counted).isEmpty();
    }

    private record Parks(List<ParkReason> counted) implements Telemetry {

        @Override
        public void attempted(Delivery delivery, Attempt attempt, Decision decision) {}

        @Override
        public void parked(ParkReason reason) {
            counted.add(reason);
        }

        @Override
        public void endpointChanged(HealthChange change) {}
    }
}
