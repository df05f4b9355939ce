package io.postrider.subscription.replay;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.audit.AuditEntry;
import io.postrider.subscription.audit.AuditEntry.Resource;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is noted of acts on replays. */
public final class ReplayActs {

    private ReplayActs() {}

    /** Somebody had many sent out again. */
    public static AuditEntry started(Caller caller, ReplayJob job) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("total", job.counts().total());
        facts.put("rate", job.rate().perSecond());
        var filter = job.selection().filter();
        filter.subscription().ifPresent(id -> facts.put("webhook_id", id.value()));
        filter.type().ifPresent(type -> facts.put("event_type", type.value()));
        filter.reason().ifPresent(reason -> facts.put("reason", reason.code()));
        filter.from().map(Instant::toString).ifPresent(from -> facts.put("from", from));
        filter.to().map(Instant::toString).ifPresent(to -> facts.put("to", to));
        job.selection().ids().ifPresent(ids -> facts.put("ids", ids.size()));
        return act(caller, "replay.started", job, facts);
    }

    /** Somebody stopped it. */
    public static AuditEntry cancelled(Caller caller, ReplayJob job) {
        return act(
                caller,
                "replay.cancelled",
                job,
                Map.of("replayed", job.counts().replayed(), "left", job.counts().left()));
    }

    private static AuditEntry act(
            Caller caller, String action, ReplayJob job, Map<String, Object> facts) {
        return AuditEntry.of(
                caller,
                job.selection().filter().reach().tenant(),
                action,
                new Resource("replay", job.id()),
                facts);
    }
}
