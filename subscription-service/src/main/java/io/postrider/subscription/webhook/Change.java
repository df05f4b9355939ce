package io.postrider.subscription.webhook;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * What its owner asks to change about a subscription.
 *
 * @param active present to enable or disable it
 * @param expectedVersion present when only that version is to be changed
 */
public record Change(
        UnaryOperator<Settings> settings,
        PostChange post,
        Optional<Boolean> active,
        OptionalLong expectedVersion) {}
