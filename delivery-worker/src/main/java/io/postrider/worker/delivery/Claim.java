package io.postrider.worker.delivery;

import io.postrider.model.RecordPosition;

/** This worker's hold on a delivery that it has taken from Kafka. */
public interface Claim {

    /** Where the delivery lies in its topic. */
    RecordPosition position();

    /** Whether it is this worker's beyond doubt, so that an attempt may begin. */
    boolean isHeld();

    /**
     * Whether it is given up: another worker has it or will have it. A claim that is neither held
     * nor given up is in doubt, and will be one of them.
     */
    boolean isGivenUp();

    /**
     * Everything is done or safely recorded: the delivery need not come again. A second time is no
     * matter.
     */
    void complete();
}
