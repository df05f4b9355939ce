package io.postrider.worker.delivery;

/** This worker's hold on a delivery that it has taken from Kafka. */
public interface Claim {

    /** Whether it still is this worker's; if not, another one has it or will have it. */
    boolean isHeld();

    /** Everything is done and safely recorded: the delivery need not come again. */
    void complete();
}
