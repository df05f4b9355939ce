package io.postrider.subscription.rest;

import io.postrider.subscription.access.Scope;
import io.postrider.subscription.pipeline.Backlogs;
import io.postrider.subscription.pipeline.Lags;
import io.postrider.subscription.pipeline.WorkerBook;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How far the pipeline is behind, and what holds it up. */
@RestController
@RequestMapping("/api/v1/pipeline")
class PipelineController {

    private static final Duration LATELY = Duration.ofHours(1);

    private final Lags lags;
    private final WorkerBook book;
    private final Backlogs backlogs;
    private final Clock clock;

    PipelineController(Lags lags, WorkerBook book, Backlogs backlogs, Clock clock) {
        this.lags = lags;
        this.book = book;
        this.backlogs = backlogs;
        this.clock = clock;
    }

    @Needs(value = Scope.ADMIN, operator = true)
    @GetMapping
    PipelineView show() {
        Instant now = clock.instant();
        return PipelineView.of(now, lags.read(), book, backlogs.since(now.minus(LATELY)));
    }
}
