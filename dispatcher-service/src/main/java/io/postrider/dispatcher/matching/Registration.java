package io.postrider.dispatcher.matching;

import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.EventSelection;
import io.postrider.model.SubscriptionSnapshot;

/**
 * A subscription's entry in the index, known by its identity: a subscription that changes what it
 * selects gets a new one. Guarded by its tenant's lock.
 */
final class Registration {

    private final EventSelection selection;
    private SubscriptionRef reference;

    Registration(SubscriptionSnapshot snapshot, long offset) {
        this.selection = snapshot.selection();
        this.reference = new SubscriptionRef(snapshot.id(), offset, snapshot.format());
    }

    EventSelection selection() {
        return selection;
    }

    SubscriptionRef reference() {
        return reference;
    }

    /** The subscription changed in something that matching does not see. */
    void moveTo(SubscriptionSnapshot snapshot, long offset) {
        reference = new SubscriptionRef(snapshot.id(), offset, snapshot.format());
    }
}
