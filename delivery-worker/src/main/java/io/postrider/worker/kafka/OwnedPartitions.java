package io.postrider.worker.kafka;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The partitions of {@code deliveries} that a worker consumes.
 *
 * @param count partitions that the topic has in all
 * @param owned those that the worker has
 */
record OwnedPartitions(int count, Set<Integer> owned) {

    static final OwnedPartitions NONE = new OwnedPartitions(0, Set.of());

    private static final short FORM = 1;

    OwnedPartitions {
        owned = Set.copyOf(owned);
    }

    /** Writes the user data of a member of the relay's group. */
    ByteBuffer write() {
        ByteBuffer buffer =
                ByteBuffer.allocate(Short.BYTES + Integer.BYTES * (2 + owned.size()))
                        .putShort(FORM)
                        .putInt(count)
                        .putInt(owned.size());
        owned.forEach(buffer::putInt);
        return buffer.flip();
    }

    /** Reads what {@link #write} has written; empty when the form is unknown. */
    static Optional<OwnedPartitions> read(ByteBuffer told) {
        ByteBuffer buffer = told.duplicate();
        try {
            if (buffer.getShort() != FORM) {
                return Optional.empty();
            }
            int count = buffer.getInt();
            int size = buffer.getInt();
            Set<Integer> owned = new TreeSet<>();
            for (int i = 0; i < size; i++) {
                owned.add(buffer.getInt());
            }
            return Optional.of(new OwnedPartitions(count, owned));
        } catch (BufferUnderflowException _) {
            return Optional.empty();
        }
    }
}
