package io.postrider.worker.delivery;

import io.postrider.model.AttemptReport;
import io.postrider.model.Delivery;
import io.postrider.model.FailedDelivery;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Where the worker's results go. Each stage completes when the record is safe, however long that
 * takes; it never ends exceptionally.
 */
public interface Outbox {

    /** The delivery waits as its progress says. */
    CompletionStage<Void> await(Delivery delivery);

    /**
     * Keeps a delivery whose attempt is under way safe in the retry tiers.
     *
     * @param copy the id of the copy
     * @param wait after which it is due, rounded up to a tier
     */
    CompletionStage<Void> keep(Delivery delivery, String copy, Duration wait);

    CompletionStage<Void> deadLetter(FailedDelivery failed);

    CompletionStage<Void> report(AttemptReport report);
}
