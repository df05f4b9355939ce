package io.postrider.subscription.rest;

import io.postrider.subscription.refusal.Refusal;

import org.springframework.security.core.AuthenticationException;

import java.time.Duration;
import java.util.Optional;

/** Carries a refusal through Spring Security. */
final class RefusedAuthentication extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;
    private final transient Optional<Duration> retryAfter;

    RefusedAuthentication(Refusal refusal, Optional<Duration> retryAfter) {
        super(refusal.detail());
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    Refusal refusal() {
        return refusal;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
