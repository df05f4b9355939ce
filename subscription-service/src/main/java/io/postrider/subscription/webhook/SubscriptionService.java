package io.postrider.subscription.webhook;

import io.postrider.model.SubscriptionId;
import io.postrider.model.signature.SignatureScheme;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.webhook.Subscription.Activity;
import io.postrider.subscription.webhook.Subscription.Revision;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** What can be done with subscriptions. */
public final class SubscriptionService {

    private final Subscriptions subscriptions;
    private final SigningKeys keys;
    private final TimeOrderedIds ids;
    private final InstantSource clock;

    public SubscriptionService(
            Subscriptions subscriptions,
            SigningKeys keys,
            TimeOrderedIds ids,
            InstantSource clock) {
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A new subscription.
     *
     * @param secret in the clear, for this once
     */
    public record Created(Subscription subscription, String secret) {}

    public Created create(Draft draft) {
        Instant now = now();
        SubscriptionId id = new SubscriptionId("wh_" + ids.next());
        SignatureScheme scheme =
                switch (draft.signing()) {
                    case SigningChoice.Generated(SigningMethod method) -> keys.generate(method);
                    case SigningChoice.Own(SignatureScheme own) -> own;
                };
        Subscription subscription =
                new Subscription(
                        id,
                        draft.tenant(),
                        draft.settings(),
                        keys.seal(scheme, id),
                        draft.active() ? Activity.enabled(now) : Activity.disabled(now),
                        Revision.first(now));
        subscriptions.add(subscription);
        return new Created(subscription, scheme.secretText());
    }

    public Subscription get(SubscriptionId id) {
        return subscriptions.find(id).orElseThrow(() -> unknown(id));
    }

    public List<Subscription> list(Subscriptions.Query query) {
        return subscriptions.list(query);
    }

    public Subscription change(SubscriptionId id, Change change) {
        Instant now = now();
        return change(
                id,
                current -> {
                    requireVersion(current, change);
                    Subscription changed = current.withSettings(change.settings(), now);
                    Subscription switched =
                            change.active()
                                    .map(on -> on ? changed.enabled(now) : changed.disabled(now))
                                    .orElse(changed);
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

    public Subscription enable(SubscriptionId id) {
        return change(id, current -> current.enabled(now()));
    }

    public Subscription disable(SubscriptionId id) {
        return change(id, current -> current.disabled(now()));
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
                        id,
                        current -> {
                            wasActive.set(current.activity().active());
                            return current.disabledFor(reason, now());
                        });
        return wasActive.get();
    }

    private Subscription change(SubscriptionId id, UnaryOperator<Subscription> change) {
        return subscriptions.change(id, change).orElseThrow(() -> unknown(id));
    }

    public void delete(SubscriptionId id) {
        if (!subscriptions.remove(id)) {
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
