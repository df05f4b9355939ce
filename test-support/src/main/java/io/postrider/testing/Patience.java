package io.postrider.testing;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import java.time.Duration;

/**
 * How long tests wait for what must come. It ends a test whose wait is in vain, and says nothing
 * about how fast anything is: a machine may be slow, or stand still for seconds at any line.
 */
public final class Patience {

    public static final Duration LONGEST = Duration.ofMinutes(2);

    private Patience() {}

    /** Waits in place of Awaitility's own {@code await}, which gives up after 10 s. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LONGEST);
    }

    /**
     * The same.
     *
     * @param what is awaited, for the message when it does not come
     */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(LONGEST);
    }
}
