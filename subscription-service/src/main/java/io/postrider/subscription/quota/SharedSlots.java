package io.postrider.subscription.quota;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Slots that all parties share, of which one party never has more than its share. Who waits for a
 * slot is served in turn, and a party has no more in the common queue than its share: however many
 * of one party wait, they do not stand in front of another's.
 */
public final class SharedSlots {

    private final Semaphore slots;

    /** A party's semaphore lasts as long as somebody holds or awaits one of its slots. */
    private final LoadingCache<Party, Semaphore> shares;

    /** A slot that is held; closing it gives it back, once. */
    @FunctionalInterface
    public interface Slot extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Creates the slots.
     *
     * @param slots of all parties, 1 or more
     * @param share of one party, 1 or more
     */
    public SharedSlots(int slots, int share) {
        if (slots < 1 || share < 1) {
            throw new IllegalArgumentException(
                    "slots and share must be 1 or more, not %d and %d".formatted(slots, share));
        }
        this.slots = new Semaphore(slots, true);
        this.shares = Caffeine.newBuilder().weakValues().build(_ -> new Semaphore(share, true));
    }

    /** Slots of which one party has half at most. */
    public static SharedSlots halved(int slots) {
        return new SharedSlots(slots, Math.max(1, slots / 2));
    }

    /**
     * Takes a slot.
     *
     * @param patience longest wait
     * @return nothing when there was none in time
     */
    public Optional<Slot> enter(Party party, Duration patience) throws InterruptedException {
        Semaphore own = shares.get(party);
        long deadline = System.nanoTime() + patience.toNanos();
        if (!own.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        boolean entered = false;
        try {
            entered = slots.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            if (!entered) {
                own.release();
            }
        }
        return entered ? Optional.of(slot(own)) : Optional.empty();
    }

    private Slot slot(Semaphore own) {
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                slots.release();
                own.release();
            }
        };
    }
}
