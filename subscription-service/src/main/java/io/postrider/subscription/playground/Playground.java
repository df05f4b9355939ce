package io.postrider.subscription.playground;

import io.postrider.model.Payload;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.identity.RandomBytes;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The inboxes there are, in memory: at most {@value #MOST_INBOXES}, of them {@value #MOST_OF_ONE}
 * of a tenant and as many that nobody made. Each keeps its 50 latest requests, half a megabyte at
 * most.
 */
public final class Playground {

    static final int MOST_INBOXES = 64;
    static final int MOST_OF_ONE = 8;

    private static final int ID_BYTES = 12;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final boolean enabled;
    private final RandomBytes random;
    private final InstantSource clock;
    private final Map<String, OpenInbox> inboxes = new HashMap<>();

    public Playground(boolean enabled, RandomBytes random, InstantSource clock) {
        this.enabled = enabled;
        this.random = random;
        this.clock = clock;
    }

    public boolean isEnabled() {
        return enabled;
    }

    /** Makes an inbox of the caller's tenant. */
    public synchronized Inbox create(Caller caller, Optional<String> name) {
        requireEnabled();
        TenantId owner = caller.usualOwner();
        if (inboxes.size() >= MOST_INBOXES) {
            throw RefusedException.conflict(
                    "There are %d inboxes, and no more fit".formatted(MOST_INBOXES));
        }
        if (count(Optional.of(owner)) >= MOST_OF_ONE) {
            throw RefusedException.conflict(
                    "The tenant %s has %d inboxes, which is the most it may have; delete one"
                            .formatted(owner, MOST_OF_ONE));
        }
        String id = HexFormat.of().formatHex(random.next(ID_BYTES));
        OpenInbox made = new OpenInbox(id, Optional.of(owner), name, clock.instant());
        inboxes.put(id, made);
        return made.now();
    }

    /** Removes the inboxes, and with them the requests, of tenants that are no longer known. */
    public void removeOfUnknown(TenantGate tenants) {
        // asked outside of the lock, for the answer may come from the database
        Set<TenantId> unknown =
                owners().stream()
                        .filter(owner -> !tenants.isKnown(owner))
                        .collect(Collectors.toUnmodifiableSet());
        removeOf(unknown);
    }

    private synchronized Set<TenantId> owners() {
        return inboxes.values().stream()
                .flatMap(inbox -> inbox.owner().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private synchronized void removeOf(Set<TenantId> owners) {
        inboxes.values().removeIf(inbox -> inbox.owner().filter(owners::contains).isPresent());
    }

    private long count(Optional<TenantId> owner) {
        return inboxes.values().stream().filter(it -> it.owner().equals(owner)).count();
    }

    /** Those within reach, the newest first; none where the playground is off. */
    public synchronized List<Inbox> list(Reach reach) {
        return inboxes.values().stream()
                .filter(inbox -> isWithin(reach, inbox))
                .map(OpenInbox::now)
                .sorted(Comparator.comparing(Inbox::createdAt).reversed())
                .toList();
    }

    public synchronized Inbox get(Reach reach, String id) {
        return find(reach, id).now();
    }

    /** What is kept of its requests, the latest first. */
    public synchronized List<ReceivedRequest> requests(Reach reach, String id) {
        return find(reach, id).requests();
    }

    /** Has the inbox answer like that from the next request on. */
    public synchronized Inbox answer(Reach reach, String id, InboxAnswer answer) {
        return changed(reach, id, inbox -> inbox.answer(answer));
    }

    /** Forgets its requests. */
    public synchronized Inbox clear(Reach reach, String id) {
        return changed(reach, id, OpenInbox::clear);
    }

    public synchronized void delete(Reach reach, String id) {
        find(reach, id);
        inboxes.remove(id);
    }

    /**
     * A request to the address of an inbox, which is made when there is none: so it is with
     * addresses that somebody thought up, and with those of before the latest restart.
     *
     * @param bodyBytes of the whole body, of which not all may be given
     */
    public synchronized ReceivedRequest receive(
            String id, Map<String, String> headers, Payload body, long bodyBytes) {
        requireEnabled();
        if (!ID.matcher(id).matches()) {
            throw RefusedException.notFound("inbox", id);
        }
        Instant now = clock.instant();
        OpenInbox inbox = inboxes.get(id);
        if (inbox == null) {
            makeRoom();
            inbox = new OpenInbox(id, Optional.empty(), Optional.empty(), now);
            inboxes.put(id, inbox);
        }
        return inbox.receive(now, headers, body, bodyBytes);
    }

    /** Anybody can make such an inbox, so there are few, and never one in place of another kind. */
    private void makeRoom() {
        if (count(Optional.empty()) >= MOST_OF_ONE || inboxes.size() >= MOST_INBOXES) {
            String oldest =
                    inboxes.entrySet().stream()
                            .filter(it -> it.getValue().owner().isEmpty())
                            .min(Comparator.comparing(it -> it.getValue().lastUse()))
                            .orElseThrow(
                                    () -> RefusedException.conflict("There are too many inboxes"))
                            .getKey();
            inboxes.remove(oldest);
        }
    }

    private Inbox changed(Reach reach, String id, Consumer<OpenInbox> change) {
        OpenInbox inbox = find(reach, id);
        change.accept(inbox);
        return inbox.now();
    }

    private OpenInbox find(Reach reach, String id) {
        requireEnabled();
        return Optional.ofNullable(inboxes.get(id))
                .filter(inbox -> isWithin(reach, inbox))
                .orElseThrow(() -> RefusedException.notFound("inbox", id));
    }

    private static boolean isWithin(Reach reach, OpenInbox inbox) {
        return inbox.owner().map(reach::covers).orElseGet(() -> reach.tenant().isEmpty());
    }

    private void requireEnabled() {
        if (!enabled) {
            throw RefusedException.notFound("playground", "here: postrider.playground.enabled");
        }
    }
}
