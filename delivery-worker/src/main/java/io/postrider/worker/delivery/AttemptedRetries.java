package io.postrider.worker.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Retries that this worker has attempted lately. A worker or a relay that is killed between a retry
 * record and the commit of what the record came from leaves it twice in the retry topics. Both
 * would go through the rest of the schedule.
 */
final class AttemptedRetries {

    private static final int MAX_RETRIES = 100_000;
    private static final Duration MEMORY = Duration.ofHours(1);

    /** A delivery that was published again has another time of creation. */
    private record Retry(DeliveryId id, Instant createdAt, int replays, int attempts) {

        static Retry of(Delivery delivery) {
            return new Retry(
                    delivery.id(),
                    delivery.createdAt(),
                    delivery.progress().replays(),
                    delivery.progress().attempts());
        }
    }

    private final Cache<Retry, CompletableFuture<Void>> attempted =
            Caffeine.newBuilder().maximumSize(MAX_RETRIES).expireAfterWrite(MEMORY).build();

    /**
     * An attempt begins, which must be followed by {@link #ended}.
     *
     * @return when the same attempt was begun before: completes once what follows from that is safe
     */
    Optional<CompletionStage<Void>> begin(Delivery delivery) {
        if (!isRetry(delivery)) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                attempted.asMap().putIfAbsent(Retry.of(delivery), new CompletableFuture<>()));
    }

    /** Deliveries that come straight from the dispatcher have one record. */
    private static boolean isRetry(Delivery delivery) {
        return delivery.progress().pause().isPresent();
    }

    /**
     * An attempt has ended.
     *
     * @param wasMade whether there was one; otherwise the same attempt is still to be made
     * @param safe completes when what follows is safe
     */
    void ended(Delivery delivery, boolean wasMade, CompletionStage<Void> safe) {
        if (!isRetry(delivery)) {
            return;
        }
        Retry retry = Retry.of(delivery);
        @Nullable CompletableFuture<Void> known = attempted.getIfPresent(retry);
        if (!wasMade) {
            attempted.invalidate(retry);
        }
        if (known != null) {
            safe.thenRun(() -> known.complete(null));
        }
    }
}
