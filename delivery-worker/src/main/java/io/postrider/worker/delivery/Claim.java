package io.postrider.worker.delivery;

import io.postrider.model.RecordPosition;

/** This worker's hold on a delivery that it has taken from Kafka. */
public interface Claim {

    /** Where the delivery lies in its topic. */
    RecordPosition position();

    /** Whether it still is this worker's; if not, another one has it or will have it. */
    boolean isHeld();

    /**
     * Everything is done or safely recorded: the delivery need not come again. A second time is no
     * matter.
     */
    void complete();
}
