package io.postrider.subscription.outbox;

import java.util.List;

/** Kafka, as the outbox writes to it. */
public interface OutboxLog {

    /** Opens a way in that shuts every earlier one. */
    Writer open();

    /** A way in. */
    interface Writer extends AutoCloseable {

        /**
         * Returns when all of the messages are in, in order; all of them or none. After any
         * exception it writes nothing more.
         *
         * @throws RejectedMessageException when one of them will never be taken
         */
        void append(List<Message> messages);

        @Override
        void close();
    }
}
