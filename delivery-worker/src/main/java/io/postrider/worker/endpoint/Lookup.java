package io.postrider.worker.endpoint;

import java.util.Optional;

/** What the worker knows of the subscription of a delivery. */
public sealed interface Lookup {

    record Known(Endpoint endpoint) implements Lookup {}

    /**
     * The subscription is there, but no POST can be made for it: its snapshot cannot be read, its
     * secrets do not open, or its format is not configured here, which is the operator's to repair.
     */
    record Unusable(String cause) implements Lookup {}

    record Deleted() implements Lookup {}

    /**
     * The dispatcher was faster: the snapshot it went by has not been read here yet. It never will
     * be when the topic was made anew since.
     *
     * @param lastKnown what was known before that snapshot
     */
    record NotSeenYet(Optional<Lookup> lastKnown) implements Lookup {}
}
