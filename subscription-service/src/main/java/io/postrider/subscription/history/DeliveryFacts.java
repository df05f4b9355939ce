package io.postrider.subscription.history;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a delivery. Facts add up in any order, and one that is added twice changes
 * nothing.
 *
 * @param isNew whether its beginning is among the facts, the first record or the report of the
 *     first attempt, so that most likely nothing of it is stored yet. Likely is not certain:
 *     records are read again
 * @param place where its latest record lies
 * @param deferrals times it is told to have waited for its webhook's rate limit
 * @param updatedAt when the last of the facts came to be
 */
public record DeliveryFacts(
        DeliveryRef ref,
        boolean isNew,
        Ranked<Standing> standing,
        Optional<Ranked<LastOutcome>> lastOutcome,
        Optional<Ranked<RecordPlace>> place,
        int deferrals,
        Instant updatedAt) {

    /** Whether its record or the report of an attempt has yet to come. */
    public boolean isHalf() {
        return place.isEmpty() || lastOutcome.isEmpty();
    }

    /** The same, where something of it is stored already. */
    DeliveryFacts known() {
        return new DeliveryFacts(ref, false, standing, lastOutcome, place, deferrals, updatedAt);
    }

    DeliveryFacts plus(DeliveryFacts more) {
        return new DeliveryFacts(
                ref,
                isNew || more.isNew,
                Ranked.higher(standing, more.standing),
                Ranked.higher(lastOutcome, more.lastOutcome),
                Ranked.higher(place, more.place),
                deferrals + more.deferrals,
                updatedAt.isAfter(more.updatedAt) ? updatedAt : more.updatedAt);
    }
}
