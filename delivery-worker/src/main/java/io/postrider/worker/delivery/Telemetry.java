package io.postrider.worker.delivery;

import io.postrider.model.Attempt;
import io.postrider.model.Decision;

/** Counts for operators. */
public interface Telemetry {

    /** Why a delivery waits without having been attempted. */
    enum Parked {
        LANE_FULL,
        SUBSCRIPTION_NOT_SEEN,
        SUBSCRIPTION_UNUSABLE,
        FAULT
    }

    void attempted(Attempt attempt, Decision decision);

    void parked(Parked reason);
}
