package io.postrider.subscription.rest;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.audit.AuditEntry;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.audit.AuditLog.Logged;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Who has done what. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {

    private final AuditLog log;

    AuditController(AuditLog log) {
        this.log = log;
    }

    record ActorView(String type, String id, String name) {}

    record ActView(
            String id,
            Instant at,
            @Nullable String tenant,
            String action,
            String resourceType,
            String resourceId,
            ActorView actor,
            String address,
            Map<String, Object> before,
            Map<String, Object> after) {

        static ActView of(Logged logged) {
            AuditEntry entry = logged.entry();
            return new ActView(
                    Long.toString(logged.id()),
                    logged.at(),
                    entry.tenant().map(TenantId::value).orElse(null),
                    entry.action(),
                    entry.resource().type(),
                    entry.resource().id(),
                    new ActorView(
                            entry.actor().kind().code(), entry.actor().id(), entry.actor().name()),
                    entry.actor().address(),
                    entry.before(),
                    entry.after());
        }
    }

    @Needs(Scope.ADMIN)
    @GetMapping
    Page<ActView> list(
            Caller caller,
            @RequestParam Optional<String> tenant,
            @RequestParam Optional<String> action,
            @RequestParam("resource_id") Optional<String> resource,
            @RequestParam Optional<String> actor,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> cursor,
            @RequestParam Optional<String> limit) {
        int count = Page.limit(limit);
        AuditLog.Filter filter =
                new AuditLog.Filter(
                        caller.reach().narrowed(Parameters.read("tenant", tenant, TenantId::new)),
                        text("action", action),
                        text("resource_id", resource),
                        text("actor", actor),
                        Parameters.read("from", from, text -> Parameters.time("from", text)),
                        Parameters.read("to", to, text -> Parameters.time("to", text)));
        OptionalLong before =
                Page.mark(cursor, mark -> OptionalLong.of(Page.count(mark, Long.MAX_VALUE)))
                        .orElse(OptionalLong.empty());
        return Page.of(
                log.list(filter, before, count + 1),
                count,
                ActView::of,
                logged -> List.of(Long.toString(logged.id())));
    }

    private static Optional<String> text(String name, Optional<String> given) {
        return Parameters.read(name, given, Parameters::clean);
    }
}
