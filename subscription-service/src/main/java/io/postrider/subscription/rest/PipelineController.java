package io.postrider.subscription.rest;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.audit.AuditEntry;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.pipeline.Backlogs;
import io.postrider.subscription.pipeline.Lags;
import io.postrider.subscription.pipeline.WorkerBook;
import io.postrider.subscription.republish.Republication;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How far the pipeline is behind, and what holds it up. */
@RestController
@RequestMapping("/api/v1/pipeline")
class PipelineController {

    private static final Duration LATELY = Duration.ofHours(1);

    private final Lags lags;
    private final WorkerBook book;
    private final Backlogs backlogs;
    private final Republication republication;
    private final AuditLog audit;
    private final Clock clock;

    PipelineController(
            Lags lags,
            WorkerBook book,
            Backlogs backlogs,
            Republication republication,
            AuditLog audit,
            Clock clock) {
        this.lags = lags;
        this.book = book;
        this.backlogs = backlogs;
        this.republication = republication;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a republication did.
     *
     * @param published webhooks of which the topic of subscriptions said something else or nothing
     * @param withdrawn webhooks that the topic had and the database has not
     */
    record RepublicationView(int published, int withdrawn) {}

    @Needs(value = Scope.ADMIN, operator = true)
    @PostMapping("/republish")
    RepublicationView republish(Caller caller) {
        Republication.Result result = republication.run();
        audit.add(
                AuditEntry.of(
                        caller,
                        Optional.empty(),
                        "webhooks.republished",
                        new AuditEntry.Resource("pipeline", "subscriptions"),
                        Map.of("published", result.published(), "withdrawn", result.withdrawn())));
        return new RepublicationView(result.published(), result.withdrawn());
    }

    @Needs(value = Scope.ADMIN, operator = true)
    @GetMapping
    PipelineView show() {
        Instant now = clock.instant();
        return PipelineView.of(now, lags.read(), book, backlogs.since(now.minus(LATELY)));
    }
}
