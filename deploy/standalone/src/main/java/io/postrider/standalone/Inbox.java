package io.postrider.standalone;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Receives webhooks under names of its own, so that there is somewhere to send the first one. It
 * answers 200 and remembers the latest requests of each name, in memory.
 */
final class Inbox {

    private static final int KEPT_PER_NAME = 50;
    private static final int MOST_NAMES = 100;

    private final Clock clock;
    private final Consumer<Received> listener;
    private final Map<String, Deque<Received>> byName = new HashMap<>();

    Inbox(Clock clock, Consumer<Received> listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /** A request as it came, header names in lower case. */
    record Received(String name, Instant at, Map<String, String> headers, String body) {}

    void receive(String name, Map<String, String> headers, String body) {
        Received received = new Received(name, clock.instant(), headers, body);
        synchronized (this) {
            if (byName.containsKey(name) || byName.size() < MOST_NAMES) {
                Deque<Received> kept = byName.computeIfAbsent(name, _ -> new ArrayDeque<>());
                kept.addFirst(received);
                if (kept.size() > KEPT_PER_NAME) {
                    kept.removeLast();
                }
            }
            notifyAll();
        }
        listener.accept(received);
    }

    /** The latest requests of the name, newest first. */
    synchronized List<Received> received(String name) {
        return new ArrayList<>(byName.getOrDefault(name, new ArrayDeque<>()));
    }

    /** Waits for a first request of the name. */
    synchronized List<Received> await(String name, long millis) throws InterruptedException {
        long deadline = clock.millis() + millis;
        while (!byName.containsKey(name) && clock.millis() < deadline) {
            wait(Math.max(1, deadline - clock.millis()));
        }
        return received(name);
    }
}
