package io.postrider.subscription.webhook;

import io.postrider.model.EventSelection;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.TenantId;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A tenant's wish to have events of some types POSTed to a URL. The dispatcher and the worker know
 * it only by its {@link #snapshot}.
 */
public record Subscription(
        SubscriptionId id,
        TenantId tenant,
        Settings settings,
        Signing signing,
        Activity activity,
        Revision revision) {

    static final String GONE = "endpoint answered 410 Gone";

    /**
     * Whether events are matched and deliveries attempted.
     *
     * @param disabledReason present where Postrider disabled it, not its owner
     * @param since when it was last enabled, disabled or resumed: what was said of its endpoint
     *     before counts no more
     * @param pausedAt present while deliveries are held, for which it must be enabled as well
     */
    public record Activity(
            boolean active,
            Optional<String> disabledReason,
            Instant since,
            Optional<Instant> pausedAt) {

        static Activity first(boolean active, boolean paused, Instant at) {
            return new Activity(
                    active, Optional.empty(), at, paused ? Optional.of(at) : Optional.empty());
        }

        /** Since when deliveries are held; what is disabled holds nothing. */
        public Optional<Instant> heldSince() {
            return active ? pausedAt : Optional.empty();
        }

        Activity enabled(Instant at) {
            return new Activity(true, Optional.empty(), at, pausedAt);
        }

        Activity disabled(Optional<String> reason, Instant at) {
            return new Activity(false, reason, at, pausedAt);
        }

        Activity paused(Instant at) {
            return new Activity(active, disabledReason, since, Optional.of(at));
        }

        Activity resumed(Instant at) {
            return new Activity(active, disabledReason, at, Optional.empty());
        }
    }

    /**
     * Which state of the subscription this is.
     *
     * @param version from 1, one more with every change
     */
    public record Revision(long version, Instant createdAt, Instant updatedAt) {

        static Revision first(Instant at) {
            return new Revision(1, at, at);
        }

        Revision next(Instant at) {
            return new Revision(version + 1, createdAt, at);
        }
    }

    public Subscription withSettings(UnaryOperator<Settings> change, Instant now) {
        return with(change.apply(settings), signing, now);
    }

    /** This very one when nothing is to change. */
    Subscription with(Settings otherSettings, Signing otherSigning, Instant now) {
        return otherSettings.equals(settings) && otherSigning.equals(signing)
                ? this
                : new Subscription(
                        id, tenant, otherSettings, otherSigning, activity, revision.next(now));
    }

    /** The same with everything that is sealed replaced, which for its owner is no change. */
    Subscription mapSealed(UnaryOperator<String> replace) {
        return new Subscription(
                id,
                tenant,
                settings.withPost(settings.post().mapSealed(replace)),
                signing.mapSealed(replace),
                activity,
                revision);
    }

    /** A secret whose overlap is over signs no more; this very one when there is none. */
    Subscription withoutExpiredSecret(Instant now) {
        return with(settings, signing.at(now), now);
    }

    /** This very one when it is enabled already. */
    public Subscription enabled(Instant now) {
        return activity.active() ? this : withActivity(activity.enabled(now), now);
    }

    /** This very one when it is disabled already. */
    public Subscription disabled(Instant now) {
        return activity.active()
                ? withActivity(activity.disabled(Optional.empty(), now), now)
                : this;
    }

    /** This very one when it is paused already, since whenever. */
    public Subscription paused(Instant now) {
        return activity.pausedAt().isPresent() ? this : withActivity(activity.paused(now), now);
    }

    /** This very one when it is not paused. */
    public Subscription resumed(Instant now) {
        return activity.pausedAt().isPresent() ? withActivity(activity.resumed(now), now) : this;
    }

    /**
     * The endpoint has answered that it is gone. This very one when the subscription has another
     * URL by now, or was enabled again since.
     */
    public Subscription gone(URI url, Instant answeredAt, Instant now) {
        return activity.active()
                        && url.equals(settings.url())
                        && !answeredAt.isBefore(activity.since())
                ? withActivity(activity.disabled(Optional.of(GONE), now), now)
                : this;
    }

    /** Too many attempts have failed; this very one when it is disabled already. */
    public Subscription disabledFor(String reason, Instant now) {
        return activity.active()
                ? withActivity(activity.disabled(Optional.of(reason), now), now)
                : this;
    }

    private Subscription withActivity(Activity next, Instant now) {
        return new Subscription(id, tenant, settings, signing, next, revision.next(now));
    }

    /** In test mode it selects nothing: what is sent to it as a test needs no selection. */
    public SubscriptionSnapshot snapshot() {
        return new SubscriptionSnapshot(
                id,
                tenant,
                settings.url(),
                activity.active(),
                activity.pausedAt(),
                settings.testMode() ? EventSelection.NOTHING : settings.selection(),
                signing.sealedSecrets(),
                settings.delivery().schedule(),
                settings.delivery().timeout(),
                settings.delivery().rateLimit(),
                settings.post().format(),
                settings.post().sealedHeaders(),
                settings.post().access(),
                revision.version());
    }
}
