package io.postrider.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The requests so far, in order of arrival, and the wait for more. */
final class Recording {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<Received> requests = new ArrayList<>();
    private final Map<String, List<Received>> byPath = new HashMap<>();

    void add(Received request) {
        lock.lock();
        try {
            requests.add(request);
            byPath.computeIfAbsent(request.path(), _ -> new ArrayList<>()).add(request);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Received> all() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    List<Received> to(String path) {
        lock.lock();
        try {
            return List.copyOf(byPath.getOrDefault(path, List.of()));
        } finally {
            lock.unlock();
        }
    }

    private int countOf(String path) {
        return byPath.getOrDefault(path, List.of()).size();
    }

    List<Received> await(String path, int count, Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (countOf(path) < count) {
                if (left <= 0) {
                    throw new AssertionError(
                            "%d of %d requests to %s within %s; received: %s"
                                    .formatted(countOf(path), count, path, patience, requests));
                }
                left = more.awaitNanos(left);
            }
            return to(path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(
                    "Interrupted after waiting "
                            + TimeUnit.NANOSECONDS.toMillis(patience.toNanos() - left)
                            + " ms",
                    e);
        } finally {
            lock.unlock();
        }
    }
}
