package io.postrider.subscription.rest;

import io.postrider.model.TenantId;
import io.postrider.subscription.playground.Inbox;
import io.postrider.subscription.playground.InboxAnswer;
import io.postrider.subscription.playground.ReceivedRequest;
import io.postrider.subscription.playground.SignatureVerdict;
import io.postrider.subscription.webhook.Subscription;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An inbox as callers see it. */
record InboxView(
        String id,
        @Nullable String tenant,
        @Nullable String name,
        String path,
        Instant createdAt,
        long received,
        @Nullable Instant lastAt,
        AnswerView answer) {

    static InboxView of(Inbox inbox) {
        return new InboxView(
                inbox.id(),
                inbox.owner().map(TenantId::value).orElse(null),
                inbox.name().orElse(null),
                inbox.path(),
                inbox.createdAt(),
                inbox.received(),
                inbox.lastAt().orElse(null),
                AnswerView.of(inbox.answer()));
    }

    /** The inboxes there are; none where the playground is off. */
    record Inboxes(boolean enabled, List<InboxView> data) {}

    record AnswerView(
            int status, long delayMs, @Nullable Long retryAfter, @Nullable Integer times) {

        static AnswerView of(InboxAnswer answer) {
            return new AnswerView(
                    answer.status(),
                    answer.delay().toMillis(),
                    answer.retryAfter().map(Duration::toSeconds).orElse(null),
                    answer.times().orElse(null));
        }
    }

    record WebhookRefView(String id, @Nullable String name) {

        static WebhookRefView of(Subscription webhook) {
            return new WebhookRefView(webhook.id().value(), webhook.settings().name().orElse(null));
        }
    }

    /** What an inbox got, and from which webhooks it may come. */
    record Requests(InboxView inbox, List<WebhookRefView> webhooks, List<RequestView> data) {}

    record RequestView(
            long number,
            Instant at,
            Map<String, String> headers,
            String body,
            long bodyBytes,
            String signature,
            AnswerView answered) {

        private static final Set<String> SECRET =
                Set.of("authorization", "proxy-authorization", "cookie");
        private static final String MASK = "********";

        static RequestView of(ReceivedRequest request, SignatureVerdict verdict) {
            Map<String, String> headers = new TreeMap<>(request.headers());
            headers.replaceAll((name, value) -> SECRET.contains(name) ? MASK : value);
            return new RequestView(
                    request.number(),
                    request.at(),
                    headers,
                    request.body().text(),
                    request.bodyBytes(),
                    verdict.code(),
                    AnswerView.of(request.answered()));
        }
    }

    record Verdicts(List<VerdictView> data) {}

    record VerdictView(long number, String signature) {}
}
