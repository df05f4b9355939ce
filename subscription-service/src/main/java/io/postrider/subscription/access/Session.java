package io.postrider.subscription.access;

import java.time.Instant;

/**
 * A browser's way in.
 *
 * @param csrfToken what a request that changes something has to show beside the cookie
 */
public record Session(Caller caller, String csrfToken, Instant expiresAt) {}
