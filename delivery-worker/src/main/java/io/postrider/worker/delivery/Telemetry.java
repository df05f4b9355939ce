package io.postrider.worker.delivery;

import io.postrider.model.Attempt;
import io.postrider.model.Decision;
import io.postrider.model.ParkReason;

/** Counts for operators. */
public interface Telemetry {

    void attempted(Attempt attempt, Decision decision);

    void parked(ParkReason reason);
}
