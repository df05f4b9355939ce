package io.postrider.benchmarks.system;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what nobody announces, by looking again and again. */
public final class Wait {

    private Wait() {}

    /**
     * Looks until the condition holds.
     *
     * @return false when it did not hold in time
     * @throws InterruptedException when this thread is to stop
     */
    public static boolean until(BooleanSupplier condition, Duration pause, Duration longest)
            throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > longest.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }
}
