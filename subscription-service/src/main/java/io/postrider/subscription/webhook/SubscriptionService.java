package io.postrider.subscription.webhook;

import io.postrider.model.SubscriptionId;
import io.postrider.model.signature.SignatureScheme;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.webhook.Subscription.Activity;
import io.postrider.subscription.webhook.Subscription.Revision;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** What can be done with subscriptions. */
public final class SubscriptionService {

    private final Subscriptions subscriptions;
    private final PostRules posts;
    private final Gates gates;
    private final TimeOrderedIds ids;
    private final InstantSource clock;

    public SubscriptionService(
            Subscriptions subscriptions,
            PostRules posts,
            Gates gates,
            TimeOrderedIds ids,
            InstantSource clock) {
        this.subscriptions = subscriptions;
        this.posts = posts;
        this.gates = gates;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A subscription with a secret that is new.
     *
     * @param secret in the clear, for this once
     */
    public record Issued(Subscription subscription, String secret) {}

    public Issued create(Caller caller, Draft draft) {
        gates.requireTenant(draft.tenant());
        gates.requireTypes(draft.settings());
        Instant now = now();
        SubscriptionId id = new SubscriptionId("wh_" + ids.next());
        SignatureScheme scheme = posts.scheme(draft.signing());
        Subscription subscription =
                new Subscription(
                        id,
                        draft.tenant(),
                        draft.settings().withPost(posts.first(draft, id)),
                        posts.seal(scheme, id),
                        Activity.first(draft.active(), draft.paused(), now),
                        Revision.first(now));
        subscriptions.add(caller, subscription);
        return new Issued(subscription, scheme.secretText());
    }

    /** Another secret in place of the current one, which signs for as long as the rotation says. */
    public Issued rotate(Caller caller, SubscriptionId id, Rotation rotation) {
        Instant now = now();
        AtomicReference<String> secret = new AtomicReference<>("");
        Subscription rotated =
                change(
                        caller,
                        id,
                        current -> {
                            SignatureScheme scheme = posts.next(current, rotation);
                            secret.set(scheme.secretText());
                            Signing next = posts.seal(scheme, id);
                            Signing before = current.signing();
                            return current.with(
                                    current.settings(),
                                    rotation.overlap()
                                            .map(overlap -> next.besides(before, now.plus(overlap)))
                                            .orElse(next),
                                    now);
                        });
        return new Issued(rotated, Objects.requireNonNull(secret.get()));
    }

    /** Takes away the subscription's old secret, if its overlap is over. */
    public void dropExpiredSecret(SubscriptionId id) {
        var _ =
                subscriptions.change(
                        Caller.POSTRIDER, id, current -> current.withoutExpiredSecret(now()));
    }

    public Subscription get(Reach reach, SubscriptionId id) {
        return subscriptions.find(reach, id).orElseThrow(() -> unknown(id));
    }

    public List<Subscription> list(Subscriptions.Query query) {
        return subscriptions.list(query);
    }

    public Subscription change(Caller caller, SubscriptionId id, Change change) {
        Instant now = now();
        return change(
                caller,
                id,
                current -> {
                    requireVersion(current, change);
                    change.requirement().accept(current);
                    Subscription changed =
                            posts.apply(
                                    current.settings(),
                                    current.withSettings(change.settings(), now),
                                    change.post(),
                                    now);
                    if (!changed.settings().selection().equals(current.settings().selection())) {
                        gates.requireTypes(changed.settings());
                    }
                    Subscription switched = change.switching(changed, now);
                    return switched.equals(current) ? current : switched;
                });
    }

    private static void requireVersion(Subscription current, Change change) {
        long actual = current.revision().version();
        if (change.expectedVersion().orElse(actual) != actual) {
            throw new RefusedException(
                    new Refusal.Outdated(
                            "The webhook is at version %d, not at the one named by If-Match; read it again"
                                    .formatted(actual)));
        }
    }

    public Subscription enable(Caller caller, SubscriptionId id) {
        return change(caller, id, current -> current.enabled(now()));
    }

    public Subscription disable(Caller caller, SubscriptionId id) {
        return change(caller, id, current -> current.disabled(now()));
    }

    public Subscription pause(Caller caller, SubscriptionId id) {
        return change(caller, id, current -> current.paused(now()));
    }

    public Subscription resume(Caller caller, SubscriptionId id) {
        return change(caller, id, current -> current.resumed(now()));
    }

    /**
     * Disables the subscription, if it is there and active, on Postrider's account.
     *
     * @return whether it was active
     */
    public boolean disableFailing(SubscriptionId id, String reason) {
        AtomicBoolean wasActive = new AtomicBoolean();
        var _ =
                subscriptions.change(
                        Caller.POSTRIDER,
                        id,
                        current -> {
                            wasActive.set(current.activity().active());
                            return current.disabledFor(reason, now());
                        });
        return wasActive.get();
    }

    private Subscription change(
            Caller caller, SubscriptionId id, UnaryOperator<Subscription> change) {
        return subscriptions.change(caller, id, change).orElseThrow(() -> unknown(id));
    }

    public void delete(Caller caller, SubscriptionId id) {
        if (!subscriptions.remove(caller, id)) {
            throw unknown(id);
        }
    }

    private static RefusedException unknown(SubscriptionId id) {
        return RefusedException.notFound("webhook", id.value());
    }

    /** PostgreSQL keeps microseconds; what is answered now must equal what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
