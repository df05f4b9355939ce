package io.postrider.subscription.rest;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventType;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.deadletter.DeadLetter;
import io.postrider.subscription.deadletter.DeadLetterGroup;
import io.postrider.subscription.deadletter.DeadLetterService;
import io.postrider.subscription.deadletter.DeadLetters;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Failed deliveries at rest, and the way back. */
@RestController
@RequestMapping("/api/v1/dead-letters")
class DeadLettersController {

    private final DeadLetterService letters;

    DeadLettersController(DeadLetterService letters) {
        this.letters = letters;
    }

    record DeadLetterView(
            String id,
            String tenant,
            String webhookId,
            String eventId,
            String eventType,
            String reason,
            String detail,
            @Nullable Integer status,
            int attemptCount,
            int replays,
            Instant createdAt,
            Instant failedAt,
            @Nullable Instant replayedAt) {

        static DeadLetterView of(DeadLetter letter) {
            return new DeadLetterView(
                    letter.ref().id().value(),
                    letter.ref().tenant().value(),
                    letter.ref().subscription().value(),
                    letter.ref().event().value(),
                    letter.ref().type().value(),
                    letter.reason().code(),
                    letter.detail(),
                    letter.status().orElse(null),
                    letter.attempts(),
                    letter.replays(),
                    letter.ref().createdAt(),
                    letter.failedAt(),
                    letter.replayedAt().orElse(null));
        }
    }

    record GroupsView(List<GroupView> data) {}

    record GroupView(
            String webhookId,
            String reason,
            long count,
            Instant firstFailedAt,
            Instant lastFailedAt) {

        static GroupView of(DeadLetterGroup group) {
            return new GroupView(
                    group.subscription().value(),
                    group.reason().code(),
                    group.count(),
                    group.firstFailedAt(),
                    group.lastFailedAt());
        }
    }

    record ReplayView(String id, String webhookId, String state, int replays) {}

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping
    Page<DeadLetterView> list(
            Caller caller,
            @RequestParam Optional<String> tenant,
            @RequestParam Optional<String> webhook,
            @RequestParam("event_type") Optional<String> eventType,
            @RequestParam Optional<String> reason,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> cursor,
            @RequestParam Optional<String> limit) {
        int count = Page.limit(limit);
        DeadLetters.Filter filter = filter(caller, tenant, webhook, eventType, reason, from, to);
        List<DeadLetter> found =
                letters.list(
                        filter, Page.mark(cursor, 2, DeadLettersController::markOf), count + 1);
        return Page.of(
                found,
                count,
                DeadLetterView::of,
                letter -> List.of(letter.failedAt().toString(), letter.ref().id().value()));
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping("/groups")
    GroupsView groups(
            Caller caller,
            @RequestParam Optional<String> tenant,
            @RequestParam Optional<String> webhook,
            @RequestParam("event_type") Optional<String> eventType,
            @RequestParam Optional<String> reason,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to) {
        return new GroupsView(
                letters
                        .groups(filter(caller, tenant, webhook, eventType, reason, from, to))
                        .stream()
                        .map(GroupView::of)
                        .toList());
    }

    private static DeadLetters.Filter filter(
            Caller caller,
            Optional<String> tenant,
            Optional<String> webhook,
            Optional<String> eventType,
            Optional<String> reason,
            Optional<String> from,
            Optional<String> to) {
        return new DeadLetters.Filter(
                caller.reach().narrowed(Parameters.read("tenant", tenant, TenantId::new)),
                Parameters.read("webhook", webhook, SubscriptionId::new),
                Parameters.read("event_type", eventType, EventType::new),
                Parameters.read("reason", reason, DeadLetterReason::ofCode),
                Parameters.read("from", from, text -> Parameters.time("from", text)),
                Parameters.read("to", to, text -> Parameters.time("to", text)));
    }

    private static DeadLetters.Mark markOf(List<String> mark) {
        return new DeadLetters.Mark(
                Parameters.time("cursor", mark.get(0)), new DeliveryId(mark.get(1)));
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping("/{id}")
    DeadLetterView get(Caller caller, @PathVariable String id) {
        return DeadLetterView.of(letters.get(caller.reach(), idOf(id)));
    }

    @Needs(Scope.DELIVERIES_RETRY)
    @PostMapping("/{id}/replay")
    ResponseEntity<ReplayView> replay(Caller caller, @PathVariable String id) {
        DeadLetter replayed = letters.replay(caller, idOf(id));
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .body(
                        new ReplayView(
                                replayed.ref().id().value(),
                                replayed.ref().subscription().value(),
                                "pending",
                                replayed.replays() + 1));
    }

    private static DeliveryId idOf(String id) {
        return Parameters.id("dead letter", id, () -> new DeliveryId(id));
    }
}
