package io.postrider.subscription.outbox;

import java.time.Duration;
import java.util.List;

/** What Kafka has yet to hear of. */
public interface Outbox {

    /** Opens a session; one of all sessions, in all processes, can lead at a time. */
    Session open();

    /**
     * An entry.
     *
     * @param id ascends with the changes of a subscription
     */
    record Entry(long id, Message message) {}

    /** The way to the outbox of one relay. */
    interface Session extends AutoCloseable {

        /** Whether it leads now, which it then does until it is closed. */
        boolean lead();

        /** The oldest entries, in order. */
        List<Entry> oldest(int most);

        /** Takes the entries out. */
        void remove(List<Entry> entries);

        /**
         * Takes the entry out and keeps it where somebody can look at it.
         *
         * @param reason why Kafka will never take it
         */
        void setAside(Entry entry, String reason);

        /** Returns when there may be more, or when the time is over. */
        void await(Duration most);

        @Override
        void close();
    }
}
