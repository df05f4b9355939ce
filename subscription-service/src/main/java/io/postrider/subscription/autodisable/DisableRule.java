package io.postrider.subscription.autodisable;

import java.time.Duration;
import java.util.Optional;

/**
 * When failing is too much.
 *
 * @param failingFor between the first failure and the last, with no success between; zero never
 *     disables
 * @param failedDeliveries in a row; zero never disables
 */
public record DisableRule(Duration failingFor, long failedDeliveries) {

    public DisableRule {
        if (failingFor.isNegative() || failedDeliveries < 0) {
            throw new IllegalArgumentException("a rule to disable must not be negative");
        }
    }

    /** Why the subscription is to be disabled, for its owner; nothing when it is not. */
    Optional<String> reasonFor(Failing failing) {
        if (failingFor.isPositive()
                && !failing.lastFailureAt().isBefore(failing.since().plus(failingFor))) {
            return Optional.of("every attempt since %s has failed".formatted(failing.since()));
        }
        if (failedDeliveries > 0 && failing.failedDeliveries() >= failedDeliveries) {
            return Optional.of(
                    "%d deliveries in a row have failed since %s"
                            .formatted(failing.failedDeliveries(), failing.since()));
        }
        return Optional.empty();
    }
}
