package io.postrider.worker.http;

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
 * Bounds the requests that are under way to one host and port. A request over the bound waits here,
 * before its time counts: how long it waits says nothing about its endpoint. The webhooks that wait
 * for a host take turns, so that one with many requests does not keep the others waiting. Safe for
 * use by many threads.
 */
final class HostTurns {

    private final int perHost;
    private final Map<Host, Line> lines = new HashMap<>();

    /**
     * Bounds.
     *
     * @param perHost requests at a time, from 1
     */
    HostTurns(int perHost) {
        this.perHost = perHost;
    }

    /** Requests to the same of these share connections. */
    private record Host(boolean secure, String name, int port) {

        static Host of(URI url) {
            return new Host(
                    "https".equalsIgnoreCase(url.getScheme()),
                    url.getHost().toLowerCase(Locale.ROOT),
                    url.getPort());
        }
    }

    /** What is under way to a host, and what waits, by webhook in the order of their turns. */
    private static final class Line {

        private final LinkedHashMap<SubscriptionId, Queue<Runnable>> waiting =
                new LinkedHashMap<>();
        private int underWay;

        void add(SubscriptionId webhook, Runnable request) {
            waiting.computeIfAbsent(webhook, _ -> new ArrayDeque<>()).add(request);
        }

        @Nullable Runnable next() {
            Map.Entry<SubscriptionId, Queue<Runnable>> first = waiting.pollFirstEntry();
            if (first == null) {
                return null;
            }
            Queue<Runnable> requests = first.getValue();
            Runnable next = requests.remove();
            if (!requests.isEmpty()) {
                waiting.put(first.getKey(), requests);
            }
            return next;
        }
    }

    /**
     * Makes the request when it is its turn.
     *
     * @param request must not throw
     */
    <T> CompletionStage<T> take(
            URI url, SubscriptionId webhook, Supplier<CompletionStage<T>> request) {
        Host host = Host.of(url);
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Runnable turn =
                () ->
                        request.get()
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

    private synchronized boolean beginsNow(Host host, SubscriptionId webhook, Runnable turn) {
        Line line = lines.computeIfAbsent(host, _ -> new Line());
        if (line.underWay < perHost) {
            line.underWay++;
            return true;
        }
        line.add(webhook, turn);
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
        Line line = lines.get(host);
        if (line == null) {
            return null;
        }
        Runnable next = line.next();
        if (next == null && --line.underWay == 0) {
            lines.remove(host);
        }
        return next;
    }

    /** Hosts to which something is under way. */
    synchronized int hosts() {
        return lines.size();
    }
}
