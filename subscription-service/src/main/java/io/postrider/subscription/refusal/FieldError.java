package io.postrider.subscription.refusal;

/**
 * One field that is wrong.
 *
 * @param field as a path: {@code retry_policy.delays[2]}
 * @param message what is wrong and what is allowed, for people
 */
public record FieldError(String field, String message) {}
