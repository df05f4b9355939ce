package io.postrider.worker.delivery;

import io.postrider.model.Delivery;
import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.model.RetryWait;
import io.postrider.model.SubscriptionId;
import io.postrider.worker.lane.LaneJob;

import java.time.Duration;
import java.util.Optional;

/** A delivery in hand. */
public record DeliveryJob(Delivery delivery, Claim claim) implements LaneJob {

    @Override
    public int bytes() {
        return delivery.body().length();
    }

    @Override
    public int partition() {
        return claim.position().partition();
    }

    @Override
    public Optional<ParkReason> parkedFor() {
        return delivery.progress().parked().map(parked -> parked.reason());
    }

    @Override
    public Duration lastWait() {
        Progress progress = delivery.progress();
        return progress.parked()
                .filter(parked -> parked.reason() != ParkReason.PAUSED)
                .flatMap(_ -> progress.pause())
                .map(RetryWait::total)
                .orElse(Duration.ZERO);
    }

    SubscriptionId subscription() {
        return delivery.subscription().id();
    }
}
