package io.postrider.worker.delivery;

import io.postrider.model.Attempt;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.ParkReason;
import io.postrider.worker.lane.HealthChange;

import java.util.ArrayList;
import java.util.List;

/** What telemetry is told. */
final class Counts implements Telemetry {
    final List<ParkReason> parked = new ArrayList<>();
    final List<HealthChange> changes = new ArrayList<>();

    @Override
    public void attempted(Delivery delivery, Attempt attempt, Decision decision) {}

    @Override
    public void parked(ParkReason reason) {
        parked.add(reason);
    }

    @Override
    public void endpointChanged(HealthChange change) {
        changes.add(change);
    }
}
