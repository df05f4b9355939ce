package io.postrider.subscription.history;

import io.postrider.model.DeliveryId;

import java.time.Instant;
import java.util.Comparator;

/** Where the history of a delivery is kept: the day it was created says in which partition. */
public record DeliveryKey(Instant createdAt, DeliveryId id) implements Comparable<DeliveryKey> {

    private static final Comparator<DeliveryKey> ORDER =
            Comparator.comparing(DeliveryKey::createdAt).thenComparing(key -> key.id().value());

    public static DeliveryKey of(DeliveryRef ref) {
        return new DeliveryKey(ref.createdAt(), ref.id());
    }

    @Override
    public int compareTo(DeliveryKey other) {
        return ORDER.compare(this, other);
    }
}
