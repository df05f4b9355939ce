package io.postrider.subscription.history;

import java.util.Optional;

/**
 * What the last attempt of a delivery came to.
 *
 * @param status of the answer, where there was one
 * @param error where there was none
 */
public record LastOutcome(Optional<Integer> status, Optional<String> error) {}
