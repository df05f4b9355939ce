package io.postrider.worker.delivery;

import io.postrider.model.AttemptReport;
import io.postrider.model.Delivery;
import io.postrider.model.FailedDelivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps what is written, and acknowledges when it is told to. */
final class HeldOutbox implements Outbox {

    /** A safety copy. */
    record Kept(Delivery delivery, String copy, Duration dueIn) {}

    final List<String> log = new ArrayList<>();
    final List<Delivery> awaited = new ArrayList<>();
    final List<Kept> kept = new ArrayList<>();
    final List<FailedDelivery> failed = new ArrayList<>();
    final Deque<CompletableFuture<Void>> unsafe = new ArrayDeque<>();

    @Override
    public CompletionStage<Void> await(Delivery delivery) {
        awaited.add(delivery);
        return hold("await");
    }

    @Override
    public CompletionStage<Void> keep(Delivery delivery, String copy, Duration wait) {
        kept.add(new Kept(delivery, copy, wait));
        return hold("keep");
    }

    @Override
    public CompletionStage<Void> deadLetter(FailedDelivery delivery) {
        failed.add(delivery);
        return hold("dead letter");
    }

    @Override
    public CompletionStage<Void> report(AttemptReport report) {
        return hold("report");
    }

    private CompletionStage<Void> hold(String what) {
        log.add(what);
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        unsafe.add(acknowledged);
        return acknowledged;
    }

    void acknowledgeFirst() {
        unsafe.remove().complete(null);
    }

    void acknowledgeLast() {
        unsafe.removeLast().complete(null);
    }

    void acknowledgeAll() {
        while (!unsafe.isEmpty()) {
            unsafe.remove().complete(null);
        }
    }
}
