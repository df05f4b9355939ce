package io.postrider.subscription.jdbc;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.refusal.FieldError;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import org.springframework.core.NestedExceptionUtils;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** What a row refers to may have been removed since somebody looked for it. */
final class References {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private References() {}

    /** Inserts what belongs to a tenant. */
    static void insertFor(TenantId tenant, Runnable insert) {
        insert(
                insert,
                cause -> {
                    String unknown = TenantGate.unknown(tenant);
                    return new RefusedException(
                            new Refusal.Invalid(
                                    unknown, List.of(new FieldError("tenant", unknown))),
                            cause);
                });
    }

    /**
     * Inserts a row.
     *
     * @param refused what to throw when it refers to what is not there
     */
    static void insert(Runnable insert, Function<Throwable, RefusedException> refused) {
        try {
            insert.run();
        } catch (RuntimeException e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException fault
                    && FOREIGN_KEY_VIOLATION.equals(fault.getSQLState())) {
                throw refused.apply(e);
            }
            throw e;
        }
    }
}
