package io.postrider.benchmarks;

import io.postrider.benchmarks.receiver.Tally;

import java.io.PrintStream;
import java.time.Duration;

/** Tells the person who waits how it goes, on standard error. */
final class Progress {

    private static final long EVERY = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private String step = "";
    private long lastAt;
    private long lastCount;

    Progress(PrintStream out) {
        this.out = out;
    }

    /** A step begins. */
    void step(String scenario, String what) {
        step = scenario + ": " + what;
        lastAt = System.nanoTime();
        lastCount = -1;
        out.println(step);
    }

    /** Called often; says something now and then. */
    void at(Tally tally) {
        long now = System.nanoTime();
        long count = tally.distinct();
        if (lastCount < 0) {
            lastCount = count;
        }
        if (now - lastAt >= EVERY) {
            out.printf(
                    "%s, %,d deliveries, %,.0f/s%n",
                    step, count, (count - lastCount) * 1e9 / (now - lastAt));
            lastAt = now;
            lastCount = count;
        }
    }
}
