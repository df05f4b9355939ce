package io.postrider.worker.delivery;

import io.postrider.model.SubscriptionId;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Bounds the attempts that are under way at one host and port. An attempt over the bound waits
 * here, before it begins: how long it waits says nothing about its endpoint. The webhooks that wait
 * for a host take turns, so that one with many deliveries does not keep the others waiting. Safe
 * for use by many threads.
 */
public final class HostBulkhead {

    private final int perHost;
    private final Map<Host, HostQueue> queues = new HashMap<>();

    /**
     * Bounds.
     *
     * @param perHost attempts at a time, from 1
     */
    public HostBulkhead(int perHost) {
        this.perHost = perHost;
    }

    /** Requests to the same of these share connections. */
    private record Host(boolean secure, String name, int port) {

        private static final int HTTP = 80;
        private static final int HTTPS = 443;

        static Host of(URI url) {
            boolean secure = "https".equalsIgnoreCase(url.getScheme());
            int port = url.getPort() >= 0 ? url.getPort() : secure ? HTTPS : HTTP;
            return new Host(secure, url.getHost().toLowerCase(Locale.ROOT), port);
        }
    }

    /** What is under way to a host, and what waits, by webhook in the order of their turns. */
    private static final class HostQueue {

        private final LinkedHashMap<SubscriptionId, Queue<Runnable>> waiting =
                new LinkedHashMap<>();
        private int underWay;

        void add(SubscriptionId webhook, Runnable attempt) {
            waiting.computeIfAbsent(webhook, _ -> new ArrayDeque<>()).add(attempt);
        }

        @Nullable Runnable next() {
            Map.Entry<SubscriptionId, Queue<Runnable>> first = waiting.pollFirstEntry();
            if (first == null) {
                return null;
            }
            Queue<Runnable> attempts = first.getValue();
            Runnable next = attempts.remove();
            if (!attempts.isEmpty()) {
                waiting.put(first.getKey(), attempts);
            }
            return next;
        }
    }

    /** Begins the attempt when it is its turn, which may be at once. */
    <T> CompletionStage<T> run(
            URI url, SubscriptionId webhook, Supplier<CompletionStage<T>> attempt) {
        Host host = Host.of(url);
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Runnable turn =
                () ->
                        begun(attempt)
                                .whenComplete((done, fault) -> {
                                    release(host);
                                    if (fault == null) {
                                        outcome.complete(done);
                                    } else {
                                        outcome.completeExceptionally(fault);
                                    }
                                });
        if (beginsNow(host, webhook, turn)) {
            turn.run();
        }
        return outcome;
    }

    private static <T> CompletionStage<T> begun(Supplier<CompletionStage<T>> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized boolean beginsNow(Host host, SubscriptionId webhook, Runnable turn) {
        HostQueue queue = queues.computeIfAbsent(host, _ -> new HostQueue());
        if (queue.underWay < perHost) {
            queue.underWay++;
            return true;
        }
        queue.add(webhook, turn);
        return false;
    }

    private void release(Host host) {
        Runnable next = nextAfterOne(host);
        if (next != null) {
            // on a thread of its own: one that ends at once would end in the next, and so on
            Thread.startVirtualThread(next);
        }
    }

    private synchronized @Nullable Runnable nextAfterOne(Host host) {
        HostQueue queue = queues.get(host);
        if (queue == null) {
            return null;
        }
        Runnable next = queue.next();
        if (next == null && --queue.underWay == 0) {
            queues.remove(host);
        }
        return next;
    }

    /** Hosts to which something is under way. */
    synchronized int hosts() {
        return queues.size();
    }
}
