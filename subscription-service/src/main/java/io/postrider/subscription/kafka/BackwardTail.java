package io.postrider.subscription.kafka;

import io.postrider.subscription.eventsearch.EventArchive.Listed;

import org.apache.kafka.common.TopicPartition;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One partition, looked at from its end towards its beginning, a window at a time. */
final class BackwardTail {

    /** A record that was looked at; without an event where it is none that is wanted. */
    record Seen(long offset, Instant writtenAt, Optional<Listed> event) {}

    private static final int WINDOW = 100;

    private final TopicPartition partition;
    private final long first;
    private long unread;
    private long end;
    private final Deque<Seen> read = new ArrayDeque<>();

    /**
     * A partition.
     *
     * @param first the offset to look at last
     * @param end the one behind that to look at first
     */
    BackwardTail(TopicPartition partition, long first, long end) {
        this.partition = partition;
        this.first = first;
        this.unread = Math.max(first, end);
        this.end = unread;
    }

    TopicPartition partition() {
        return partition;
    }

    /** Whether it must be read on before anybody knows what comes next in it. */
    boolean isToBeRead() {
        return read.isEmpty() && unread > first;
    }

    /** Where the window begins that is to be read next. */
    long windowStart() {
        return Math.max(first, unread - WINDOW);
    }

    /** Behind which the window ends. */
    long windowEnd() {
        return unread;
    }

    /** Takes a record of the window in, in the order of offsets. */
    void take(Seen record) {
        if (record.offset() < unread) {
            read.addFirst(record);
        }
    }

    /** The whole window was taken in. */
    void windowRead() {
        unread = windowStart();
        if (read.isEmpty()) {
            end = unread;
        }
    }

    Optional<Seen> latest() {
        return Optional.ofNullable(read.peekFirst());
    }

    Seen next() {
        Seen seen = read.removeFirst();
        end = read.isEmpty() ? unread : seen.offset();
        return seen;
    }

    /** Below which nothing was looked at yet. */
    long end() {
        return end;
    }

    boolean isDone() {
        return end <= first;
    }
}
