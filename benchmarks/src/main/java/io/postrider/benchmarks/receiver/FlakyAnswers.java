package io.postrider.benchmarks.receiver;

import io.postrider.benchmarks.receiver.Receiver.Behaviour;

import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The answers of flaky endpoints. For use by the receiver's thread only. */
final class FlakyAnswers {

    private final Random random = new Random(1);
    private final BitSet throttled = new BitSet();
    private long second = -1;
    private int accepted;

    /** Whether an endpoint that fails at random fails now. */
    boolean failsNow() {
        return random.nextDouble() < Behaviour.FAILING_SHARE;
    }

    /**
     * Whether an endpoint throttles the event that throttles the first POST of every second one.
     */
    boolean throttles(long sequence) {
        int event = Math.toIntExact(sequence);
        if (event % 2 == 1 || throttled.get(event)) {
            return false;
        }
        throttled.set(event);
        return true;
    }

    /**
     * Whether an endpoint with a limit has accepted as many as it accepts in a second.
     *
     * @param nanos by any clock that does not jump
     */
    boolean isOverLimit(long nanos) {
        long now = TimeUnit.NANOSECONDS.toSeconds(nanos);
        if (now != second) {
            second = now;
            accepted = 0;
        }
        return accepted++ >= Behaviour.LIMIT_PER_SECOND;
    }
}
