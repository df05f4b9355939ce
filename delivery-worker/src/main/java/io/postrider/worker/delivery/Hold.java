package io.postrider.worker.delivery;

import io.postrider.model.Delivery;
import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.worker.endpoint.Endpoint;
import io.postrider.worker.endpoint.Lookup;
import io.postrider.worker.retry.Parking;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps deliveries of paused subscriptions in the retry tiers, where only what waits takes up
 * space: they need not go through the deliveries to be sent back from there.
 */
public final class Hold {

    private final SubscriptionDirectory subscriptions;
    private final Telemetry telemetry;

    public Hold(SubscriptionDirectory subscriptions, Telemetry telemetry) {
        this.subscriptions = subscriptions;
        this.telemetry = telemetry;
    }

    /** How a delivery that is due goes on waiting; nothing when it is to be sent. */
    public Optional<Progress> onDue(Delivery delivery, Instant now) {
        Optional<Progress> held =
                subscriptions.lookup(delivery.subscription())
                                instanceof Lookup.Known(Endpoint endpoint)
                        ? Parking.whilePaused(delivery.progress(), endpoint.heldSince(), now)
                        : Optional.empty();
        held.ifPresent(_ -> telemetry.parked(ParkReason.PAUSED));
        return held;
    }
}
