package io.postrider.dispatcher.kafka;

/**
 * What a transaction holds so far; an event counts when its last delivery does.
 *
 * @param unrendered of the deliveries, those that hold their event because their format is unknown
 * @param leftOut subscriptions that wanted an event and could not get it
 * @param invalid records for {@code events.invalid}
 */
record Tally(int events, int deliveries, int unrendered, int leftOut, int invalid, long bytes) {

    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    Tally plusEvent() {
        return new Tally(events + 1, deliveries, unrendered, leftOut, invalid, bytes);
    }

    Tally plusDelivery(int length, boolean rendered) {
        int more = rendered ? 0 : 1;
        return new Tally(
                events, deliveries + 1, unrendered + more, leftOut, invalid, bytes + length);
    }

    Tally plusInvalid() {
        return new Tally(events, deliveries, unrendered, leftOut, invalid + 1, bytes);
    }

    /** Whose event becomes an invalid record. */
    Tally plusLeftOut(int subscriptions) {
        return new Tally(
                events, deliveries, unrendered, leftOut + subscriptions, invalid + 1, bytes);
    }
}
