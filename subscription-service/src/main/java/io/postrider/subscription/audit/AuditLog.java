package io.postrider.subscription.audit;

import io.postrider.subscription.access.Reach;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Keeps acts, and lets them be looked through. */
public interface AuditLog {

    /** Notes the act in the transaction that does it. */
    void add(AuditEntry entry);

    /** The latest first. */
    List<Logged> list(Filter filter, OptionalLong before, int limit);

    /**
     * Which acts.
     *
     * @param action as it is called, or the beginning up to a dot: {@code webhook.}
     * @param actor id of who did it
     * @param from inclusive
     * @param to exclusive
     */
    record Filter(
            Reach reach,
            Optional<String> action,
            Optional<String> resource,
            Optional<String> actor,
            Optional<Instant> from,
            Optional<Instant> to) {}

    /**
     * An act that was noted.
     *
     * @param id later ones have higher ones
     */
    record Logged(long id, Instant at, AuditEntry entry) {}
}
