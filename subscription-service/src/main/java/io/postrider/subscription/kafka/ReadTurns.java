package io.postrider.subscription.kafka;

import io.postrider.subscription.quota.Party;
import io.postrider.subscription.quota.SharedSlots;
import io.postrider.subscription.quota.SharedSlots.Slot;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Duration;

/** Bounds how many requests read from Kafka at a time, each with a consumer of its own. */
final class ReadTurns {

    private final SharedSlots slots;
    private final Party.Source parties;
    private final Duration patience;
    private final String busy;

    /**
     * Creates the turns, of which one tenant has half at most.
     *
     * @param busy what to tell those who got no turn in time
     */
    ReadTurns(int atATime, Party.Source parties, Duration patience, String busy) {
        this.slots = SharedSlots.halved(atATime);
        this.parties = parties;
        this.patience = patience;
        this.busy = busy;
    }

    /**
     * Waits for a turn; closing it ends it.
     *
     * @throws RefusedException when there was none in time
     */
    Slot take() {
        try {
            return slots.enter(parties.current(), patience)
                    .orElseThrow(() -> new RefusedException(new Refusal.Unavailable(busy)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RefusedException.unavailable("Postrider is shutting down", e);
        }
    }
}
