package io.postrider.testing;

import java.util.function.Supplier;

/**
 * Starts of Spring contexts in one JVM, one at a time: each resets the logging system that all of
 * them share, and fails when another resets it meanwhile.
 */
public final class ContextStarts {

    private static final Object LOCK = new Object();

    private ContextStarts() {}

    /** Starts a context while no other starts. */
    public static <T> T oneAtATime(Supplier<T> start) {
        synchronized (LOCK) {
            return start.get();
        }
    }
}
