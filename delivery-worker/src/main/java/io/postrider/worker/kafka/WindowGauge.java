package io.postrider.worker.kafka;

import java.util.Collection;

/** How full the windows are, as of the last poll; read by other threads. */
public final class WindowGauge {

    private volatile int records;
    private volatile long bytes;
    private volatile double fullest;

    long update(Collection<AssignedPartition> partitions) {
        int recordsNow = 0;
        long bytesNow = 0;
        long span = 0;
        for (AssignedPartition partition : partitions) {
            recordsNow += partition.recordsInHand();
            bytesNow += partition.bytesInHand();
            span = Math.max(span, partition.span());
        }
        records = recordsNow;
        bytes = bytesNow;
        fullest = (double) span / OffsetWindow.LIMIT;
        return bytesNow;
    }

    /** Records taken and not done. */
    public int records() {
        return records;
    }

    /** Their size. */
    public long bytes() {
        return bytes;
    }

    /** The fullest partition's window; 1 is full. */
    public double fullest() {
        return fullest;
    }
}
