package io.postrider.subscription.deadletter;

import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

/** The letter is not there to be replayed, because somebody else has had it replayed, or does. */
public final class TakenException extends RefusedException {

    private static final long serialVersionUID = 1L;

    public TakenException(String detail) {
        super(new Refusal.Conflict(detail));
    }
}
