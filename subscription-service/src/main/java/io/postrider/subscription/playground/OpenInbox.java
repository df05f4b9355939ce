package io.postrider.subscription.playground;

import io.postrider.model.Payload;
import io.postrider.model.TenantId;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An inbox with what is kept of its requests. Not safe for use by several threads. */
final class OpenInbox {

    static final int MOST_REQUESTS = 50;
    static final int MOST_BYTES = 512 * 1024;

    private final String id;
    private final Optional<TenantId> owner;
    private final Optional<String> name;
    private final Instant createdAt;
    private final Deque<ReceivedRequest> kept = new ArrayDeque<>();
    private InboxAnswer answer = InboxAnswer.OK;
    private long received;
    private int weight;
    private Optional<Instant> lastAt = Optional.empty();

    OpenInbox(String id, Optional<TenantId> owner, Optional<String> name, Instant createdAt) {
        this.id = id;
        this.owner = owner;
        this.name = name;
        this.createdAt = createdAt;
    }

    /** Takes a request in; the oldest ones make room for it. */
    ReceivedRequest receive(Instant at, Map<String, String> headers, Payload body, long bodyBytes) {
        received++;
        lastAt = Optional.of(at);
        ReceivedRequest request =
                new ReceivedRequest(received, at, headers, body, bodyBytes, answer);
        answer = answer.next();
        kept.addFirst(request);
        weight += request.weight();
        while (kept.size() > MOST_REQUESTS || weight > MOST_BYTES) {
            weight -= kept.removeLast().weight();
        }
        return request;
    }

    void answer(InboxAnswer wanted) {
        answer = wanted;
    }

    void clear() {
        kept.clear();
        weight = 0;
    }

    List<ReceivedRequest> requests() {
        return List.copyOf(kept);
    }

    Optional<TenantId> owner() {
        return owner;
    }

    Instant lastUse() {
        return lastAt.orElse(createdAt);
    }

    Inbox now() {
        return new Inbox(id, owner, name, createdAt, received, lastAt, answer);
    }
}
