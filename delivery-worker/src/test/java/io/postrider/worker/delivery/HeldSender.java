package io.postrider.worker.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes attempts that end when they are told to. */
final class HeldSender implements Sender {
    final Deque<CompletableFuture<Exchange>> waiting = new ArrayDeque<>();
    boolean broken;

    @Override
    public CompletionStage<Exchange> send(Request request) {
        if (broken) {
            throw new IllegalStateException("broken");
        }
        CompletableFuture<Exchange> exchange = new CompletableFuture<>();
        waiting.add(exchange);
        return exchange;
    }

    void answer(Exchange exchange) {
        waiting.remove().complete(exchange);
    }

    void fail(Throwable fault) {
        waiting.remove().completeExceptionally(fault);
    }
}
