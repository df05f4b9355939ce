package io.postrider.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The requests so far, in order of arrival, and the wait for more. */
final class Recording {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<Received> requests = new ArrayList<>();

    void add(Received request) {
        lock.lock();
        try {
            requests.add(request);
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
        return all().stream().filter(request -> request.path().equals(path)).toList();
    }

    List<Received> await(String path, int count, Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            List<Received> found = to(path);
            while (found.size() < count) {
                if (left <= 0) {
                    throw new AssertionError(
                            "%d of %d requests to %s within %s; received: %s"
                                    .formatted(found.size(), count, path, patience, requests));
                }
                left = more.awaitNanos(left);
                found = to(path);
            }
            return found;
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
