package io.postrider.worker.delivery;

import io.postrider.model.AttemptReport;
import io.postrider.model.Delivery;
import io.postrider.model.FailedDelivery;

import java.util.concurrent.CompletionStage;

/**
 * Where the worker's results go. Each stage completes when the record is safe, however long that
 * takes; it never ends exceptionally.
 */
public interface Outbox {

    /** The delivery waits as its progress says. */
    CompletionStage<Void> await(Delivery delivery);

    CompletionStage<Void> deadLetter(FailedDelivery failed);

    CompletionStage<Void> report(AttemptReport report);
}
