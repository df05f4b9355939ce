package io.postrider.dispatcher.kafka;

/** What a transaction holds so far; an event counts when its last delivery does. */
record Tally(int events, int deliveries, int invalid, long bytes) {

    static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally plusEvent() {
        return new Tally(events + 1, deliveries, invalid, bytes);
    }

    Tally plusDelivery(int length) {
        return new Tally(events, deliveries + 1, invalid, bytes + length);
    }

    Tally plusInvalid() {
        return new Tally(events, deliveries, invalid + 1, bytes);
    }
}
