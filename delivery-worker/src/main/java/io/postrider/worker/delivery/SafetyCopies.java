package io.postrider.worker.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The safety copies that this worker has written of deliveries whose attempts last, until they come
 * back. Bounds how many attempts are outside their windows, and how much memory they take. Safe for
 * use by many threads.
 */
public final class SafetyCopies {

    /** A copy that comes later is attempted again. */
    static final Duration MEMORY = Duration.ofHours(1);

    /** Copies that have not come back; with so many, no more are written. */
    static final int MAX_KNOWN = 100_000;

    private final String worker;
    private final LongAttemptLimits limits;
    private final Cache<String, Copy> known;

    /** Records may come twice: where the relay could not commit, or Kafka took one twice. */
    private final Cache<String, Boolean> gone;

    private final AtomicLong written = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong renewed = new AtomicLong();
    private long copies;
    private int attempts;
    private long bytes;

    /**
     * None.
     *
     * @param worker a name that no other worker has, and this one has not had before
     * @param clock one that never jumps
     */
    public SafetyCopies(String worker, LongAttemptLimits limits, Clock clock) {
        this.worker = worker;
        this.limits = limits;
        Instant start = clock.instant();
        Ticker ticker = () -> Duration.between(start, clock.instant()).toNanos();
        this.known = Caffeine.newBuilder().expireAfterWrite(MEMORY).ticker(ticker).build();
        this.gone =
                Caffeine.newBuilder()
                        .maximumSize(MAX_KNOWN)
                        .expireAfterWrite(MEMORY)
                        .ticker(ticker)
                        .build();
    }

    /** One copy. It holds a place until it is written and its attempt is over. */
    public final class Copy {

        private final String id;
        private final int size;
        private boolean isWritten;
        private boolean isOver;

        private Copy(String id, int size) {
            this.id = id;
            this.size = size;
        }

        /** The value of {@code postrider-safety-copy} on its record. */
        public String id() {
            return id;
        }

        /** Kafka has acknowledged it. */
        public void written() {
            written.incrementAndGet();
            synchronized (SafetyCopies.this) {
                isWritten = true;
                freePlace();
            }
        }

        /** The attempt is over, and Kafka has its report and its retry or dead letter. */
        public void over() {
            synchronized (SafetyCopies.this) {
                isOver = true;
                freePlace();
            }
        }

        private void freePlace() {
            if (isWritten && isOver) {
                attempts--;
                bytes -= size;
            }
        }
    }

    /**
     * Takes a place for the copy of an attempt.
     *
     * @param size of the delivery's body in bytes
     * @return empty when there is no place
     */
    public synchronized Optional<Copy> add(int size) {
        if (attempts >= limits.attempts() || bytes + size > limits.bytes() || !isRoomForMore()) {
            return Optional.empty();
        }
        attempts++;
        bytes += size;
        Copy added = new Copy(worker + "-" + ++copies, size);
        known.put(added.id(), added);
        return Optional.of(added);
    }

    /** Expired entries count until the cache is cleaned up. */
    private boolean isRoomForMore() {
        if (known.estimatedSize() >= MAX_KNOWN) {
            known.cleanUp();
        }
        return known.estimatedSize() < MAX_KNOWN;
    }

    /** The copy is not written after all. */
    synchronized void withdraw(Copy copy) {
        known.invalidate(copy.id());
        attempts--;
        bytes -= copy.size;
    }

    /**
     * A copy has come back.
     *
     * @return whether it is to be dropped, because its attempt is over
     */
    public synchronized boolean drop(String id) {
        @Nullable Copy copy = known.getIfPresent(id);
        if (copy != null && copy.isOver) {
            known.invalidate(id);
            gone.put(id, true);
            dropped.incrementAndGet();
        }
        return gone.getIfPresent(id) != null;
    }

    /** Whether this worker makes the attempt of the copy now. */
    public synchronized boolean isUnderWay(String id) {
        @Nullable Copy copy = known.getIfPresent(id);
        return copy != null && !copy.isOver;
    }

    /** A copy that came back while its attempt was under way waits on. */
    public void renewed() {
        renewed.incrementAndGet();
    }

    /** Attempts that are outside their windows, or about to be. */
    public synchronized int outside() {
        return attempts;
    }

    /** Copies that Kafka has acknowledged. */
    public long writtenCount() {
        return written.get();
    }

    /** Copies that were dropped because their attempt was over. */
    public long droppedCount() {
        return dropped.get();
    }

    /** Times that a copy waited on. */
    public long renewedCount() {
        return renewed.get();
    }
}
