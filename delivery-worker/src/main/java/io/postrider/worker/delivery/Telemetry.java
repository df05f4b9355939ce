package io.postrider.worker.delivery;

import io.postrider.model.Attempt;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.ParkReason;
import io.postrider.worker.lane.HealthChange;

/** Counts for operators. */
public interface Telemetry {

    void attempted(Delivery delivery, Attempt attempt, Decision decision);

    void parked(ParkReason reason);

    void endpointChanged(HealthChange change);
}
