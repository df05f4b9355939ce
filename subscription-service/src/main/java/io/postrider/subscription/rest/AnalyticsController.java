package io.postrider.subscription.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.analytics.Analytics;
import io.postrider.subscription.analytics.Analytics.Course;
import io.postrider.subscription.analytics.Analytics.Summary;
import io.postrider.subscription.analytics.Counts;
import io.postrider.subscription.analytics.Interval;
import io.postrider.subscription.analytics.Period;
import io.postrider.subscription.webhook.SubscriptionService;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How things went: in all and over time, for a webhook, a tenant or everybody. */
@RestController
@RequestMapping("/api/v1")
class AnalyticsController {

    private final Analytics analytics;
    private final SubscriptionService webhooks;

    AnalyticsController(Analytics analytics, SubscriptionService webhooks) {
        this.analytics = analytics;
        this.webhooks = webhooks;
    }

    record SummaryView(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String webhookId,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String tenant,
            Instant from,
            Instant to,
            @JsonUnwrapped FiguresView figures) {}

    record CourseView(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String webhookId,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String tenant,
            Instant from,
            Instant to,
            String interval,
            FiguresView total,
            List<PointView> data) {}

    record PointView(Instant at, @JsonUnwrapped FiguresView figures) {

        static PointView of(Course.Point point) {
            return new PointView(point.at(), FiguresView.of(point.figures()));
        }
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping("/webhooks/{id}/statistics")
    SummaryView statistics(
            Caller caller,
            @PathVariable String id,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to) {
        return summary(scopeOf(caller, id), wanted(from, to));
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping("/webhooks/{id}/analytics")
    CourseView analytics(
            Caller caller,
            @PathVariable String id,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> interval) {
        return course(scopeOf(caller, id), wanted(from, to), interval);
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping("/statistics")
    SummaryView statisticsOfTenant(
            Caller caller,
            @RequestParam Optional<String> tenant,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to) {
        return summary(scopeOf(caller, tenant), wanted(from, to));
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping("/analytics")
    CourseView analyticsOfTenant(
            Caller caller,
            @RequestParam Optional<String> tenant,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> interval) {
        return course(scopeOf(caller, tenant), wanted(from, to), interval);
    }

    private Counts.Scope scopeOf(Caller caller, String id) {
        SubscriptionId webhook = Parameters.id("webhook", id, () -> new SubscriptionId(id));
        return new Counts.Scope(
                caller.reach(), Optional.of(webhooks.get(caller.reach(), webhook).id()));
    }

    private static Counts.Scope scopeOf(Caller caller, Optional<String> tenant) {
        return new Counts.Scope(
                caller.reach().narrowed(Parameters.read("tenant", tenant, TenantId::new)),
                Optional.empty());
    }

    private static Period.Wanted wanted(Optional<String> from, Optional<String> to) {
        return new Period.Wanted(
                Parameters.read("from", from, text -> Parameters.time("from", text)),
                Parameters.read("to", to, text -> Parameters.time("to", text)));
    }

    private SummaryView summary(Counts.Scope scope, Period.Wanted wanted) {
        Summary summary = analytics.summary(scope, wanted);
        return new SummaryView(
                webhook(scope),
                tenant(scope),
                summary.period().from(),
                summary.period().to(),
                FiguresView.of(summary.figures()));
    }

    private CourseView course(Counts.Scope scope, Period.Wanted wanted, Optional<String> interval) {
        Interval chosen =
                Parameters.read("interval", interval, Interval::ofCode).orElse(Interval.HOUR);
        Course course = analytics.course(scope, wanted, chosen);
        return new CourseView(
                webhook(scope),
                tenant(scope),
                course.period().from(),
                course.period().to(),
                chosen.code(),
                FiguresView.of(course.total()),
                course.points().stream().map(PointView::of).toList());
    }

    private static @Nullable String webhook(Counts.Scope scope) {
        return scope.subscription().map(SubscriptionId::value).orElse(null);
    }

    private static @Nullable String tenant(Counts.Scope scope) {
        return scope.reach()
                .tenant()
                .filter(_ -> scope.subscription().isEmpty())
                .map(TenantId::value)
                .orElse(null);
    }
}
