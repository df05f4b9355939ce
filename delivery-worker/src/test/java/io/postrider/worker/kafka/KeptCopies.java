package io.postrider.worker.kafka;

import io.postrider.model.AttemptReport;
import io.postrider.model.Delivery;
import io.postrider.model.FailedDelivery;
import io.postrider.worker.delivery.Outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes safety copies, and acknowledges them when it is told to. */
final class KeptCopies implements Outbox {

    final List<String> ids = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    final CompletableFuture<Void> acknowledged = new CompletableFuture<>();

    @Override
    public CompletionStage<Void> keep(Delivery delivery, String copy, Duration wait) {
        ids.add(copy);
        deliveries.add(delivery);
        return acknowledged;
    }

    @Override
    public CompletionStage<Void> await(Delivery delivery) {
        throw new AssertionError("it is neither parked nor retried");
    }

    @Override
    public CompletionStage<Void> deadLetter(FailedDelivery failed) {
        throw new AssertionError("it has not failed");
    }

    @Override
    public CompletionStage<Void> report(AttemptReport report) {
        throw new AssertionError("nothing was attempted");
    }
}
