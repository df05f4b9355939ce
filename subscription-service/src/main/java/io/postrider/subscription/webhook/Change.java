package io.postrider.subscription.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What its owner asks to change about a subscription.
 *
 * @param active present to enable or disable it
 * @param paused present to pause or resume it
 * @param expectedVersion present when only that version is to be changed
 * @param requirement refuses the change where the subscription is not as the owner has said
 */
public record Change(
        UnaryOperator<Settings> settings,
        PostChange post,
        Optional<Boolean> active,
        Optional<Boolean> paused,
        OptionalLong expectedVersion,
        Consumer<Subscription> requirement) {

    /** Switched as it asks; this very one when that is no change. */
    Subscription switching(Subscription subscription, Instant now) {
        Subscription switched =
                active.map(on -> on ? subscription.enabled(now) : subscription.disabled(now))
                        .orElse(subscription);
        return paused.map(held -> held ? switched.paused(now) : switched.resumed(now))
                .orElse(switched);
    }
}
