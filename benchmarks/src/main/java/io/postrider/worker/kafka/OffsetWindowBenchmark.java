package io.postrider.worker.kafka;

import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/** Records that finish in another order than they came in, and the commit of where that stands. */
@NullMarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class OffsetWindowBenchmark {

    private static final int BEHIND = 256;
    private static final int STRIDE = 97;

    private final OffsetWindow window = OffsetWindow.startingAt(0);
    private long offset;

    /** In groups, the later ones of each often before the earlier ones. */
    @Benchmark
    public Object admitAndComplete() {
        Object admission = window.admit(offset);
        offset++;
        if (offset % BEHIND == 0) {
            for (int i = 0; i < BEHIND; i++) {
                window.complete(offset - BEHIND + (long) i * STRIDE % BEHIND);
            }
        }
        return admission;
    }

    @Benchmark
    public Object admitCompleteAndCommit() {
        window.admit(offset);
        window.complete(offset);
        offset++;
        return window.commit();
    }
}
