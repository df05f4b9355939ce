package io.postrider.subscription.history;

import io.postrider.model.DeliveryId;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.history.AttemptLog.LoggedAttempt;
import io.postrider.subscription.history.DeliveryDetail.Body;
import io.postrider.subscription.refusal.RefusedException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what became of deliveries. */
public final class DeliveryHistory {

    private final DeliveryArchive archive;
    private final AttemptLog attempts;
    private final DeliveryBodies bodies;

    public DeliveryHistory(DeliveryArchive archive, AttemptLog attempts, DeliveryBodies bodies) {
        this.archive = archive;
        this.attempts = attempts;
        this.bodies = bodies;
    }

    public List<DeliverySummary> list(DeliveryArchive.Filter filter, DeliveryArchive.Slice slice) {
        return archive.list(filter, slice);
    }

    public long count(DeliveryArchive.Filter filter) {
        return archive.count(filter);
    }

    public DeliverySummary find(Reach reach, DeliveryId id) {
        return archive.find(reach, id)
                .orElseThrow(() -> RefusedException.notFound("delivery", id.value()));
    }

    public DeliveryDetail get(Reach reach, DeliveryId id) {
        DeliverySummary summary = find(reach, id);
        return new DeliveryDetail(
                summary, archive.attempts(reach, id), bodies.body(id, summary.place()));
    }

    public List<LoggedAttempt> log(
            AttemptLog.Filter filter, Optional<AttemptLog.Mark> before, int limit) {
        return attempts.list(filter, before, limit);
    }

    /** What was POSTed in each of the attempts, by delivery. */
    public Map<DeliveryId, Body> bodies(List<LoggedAttempt> logged) {
        Map<DeliveryId, RecordPlace> places = new HashMap<>();
        logged.forEach(entry ->
                entry.place().ifPresent(place -> places.put(entry.delivery().id(), place)));
        return bodies.bodies(places);
    }
}
