package io.postrider.subscription.outbox;

import io.postrider.model.wire.WireRecord;

import java.util.List;

/** The {@code subscriptions} topic. */
public interface SubscriptionLog {

    /** Opens a way in that shuts every earlier one. */
    Writer open();

    /** A way in. */
    interface Writer extends AutoCloseable {

        /** Returns when all of the records are in, in order. */
        void append(List<WireRecord> records);

        @Override
        void close();
    }
}
