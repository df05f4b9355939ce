package io.postrider.subscription.rest;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.EventType;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Actor;
import io.postrider.subscription.deadletter.DeadLetters;
import io.postrider.subscription.replay.ReplayCounts;
import io.postrider.subscription.replay.ReplayJob;
import io.postrider.subscription.replay.ReplaySelection;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** A replay of many as the API shows it. */
record ReplayJobView(
        String id,
        @Nullable String tenant,
        String state,
        SelectionView selection,
        int rate,
        long total,
        long replayed,
        long skipped,
        long failed,
        List<FailureView> failures,
        @Nullable String problem,
        AskedByView createdBy,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expectedEnd) {

    record SelectionView(
            @Nullable String webhook,
            @Nullable String eventType,
            @Nullable String reason,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Integer ids) {

        static SelectionView of(ReplaySelection selection) {
            DeadLetters.Filter filter = selection.filter();
            return new SelectionView(
                    filter.subscription().map(SubscriptionId::value).orElse(null),
                    filter.type().map(EventType::value).orElse(null),
                    filter.reason().map(DeadLetterReason::code).orElse(null),
                    filter.from().orElse(null),
                    filter.to().orElse(null),
                    selection.ids().map(List::size).orElse(null));
        }
    }

    record FailureView(String detail, long count) {}

    record AskedByView(String type, String id, String name) {

        static AskedByView of(Actor actor) {
            return new AskedByView(actor.kind().code(), actor.id(), actor.name());
        }
    }

    static ReplayJobView of(ReplayJob job, Instant now) {
        ReplayCounts counts = job.counts();
        return new ReplayJobView(
                job.id(),
                job.selection().filter().reach().tenant().map(TenantId::value).orElse(null),
                job.state().code(),
                SelectionView.of(job.selection()),
                job.rate().perSecond(),
                counts.total(),
                counts.replayed(),
                counts.skipped(),
                counts.failed(),
                counts.failures().entrySet().stream()
                        .map(failure -> new FailureView(failure.getKey(), failure.getValue()))
                        .toList(),
                job.problem().orElse(null),
                AskedByView.of(job.actor()),
                job.createdAt(),
                job.finishedAt().orElse(null),
                job.expectedEnd(now).orElse(null));
    }
}
