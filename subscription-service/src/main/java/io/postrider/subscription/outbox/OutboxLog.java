package io.postrider.subscription.outbox;

import java.util.List;

/** Kafka, as the outbox writes to it. */
public interface OutboxLog {

    /** Opens a way in that shuts every earlier one. */
    Writer open();

    /** A way in. */
    interface Writer extends AutoCloseable {

        /** Returns when all of the messages are in, in order; all of them or none. */
        void append(List<Message> messages);

        @Override
        void close();
    }
}
