package io.postrider.subscription.history;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a delivery. Facts add up in any order, and one that is added twice changes
 * nothing.
 *
 * @param place where its latest record lies
 * @param updatedAt when the last of the facts came to be
 */
public record DeliveryFacts(
        DeliveryRef ref,
        Ranked<Standing> standing,
        Optional<Ranked<LastOutcome>> lastOutcome,
        Optional<Ranked<RecordPlace>> place,
        Instant updatedAt) {

    DeliveryFacts plus(DeliveryFacts more) {
        return new DeliveryFacts(
                ref,
                Ranked.higher(standing, more.standing),
                Ranked.higher(lastOutcome, more.lastOutcome),
                Ranked.higher(place, more.place),
                updatedAt.isAfter(more.updatedAt) ? updatedAt : more.updatedAt);
    }
}
