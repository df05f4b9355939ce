package io.postrider.subscription.eventsearch;

import io.postrider.subscription.eventsearch.EventArchive.Filter;
import io.postrider.subscription.eventsearch.LiveEvents.Following;
import io.postrider.subscription.eventsearch.LiveEvents.Moment;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.quota.UnderWay;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Who follows events now. They are few: each reads all that is written, whoever it is for. */
public final class LiveTails {

    /** At a time, in this process. */
    public static final int MOST = 16;

    private final LiveEvents events;
    private final UnderWay underWay;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean ending;

    public LiveTails(LiveEvents events, UnderWay underWay) {
        this.events = events;
        this.underWay = underWay;
    }

    /**
     * Follows events as {@link LiveEvents#follow} does.
     *
     * @throws RefusedException when there are too many already, or Kafka does not answer
     */
    public Following follow(Filter filter, Map<Integer, Long> from) {
        UnderWay.Place own = underWay.enter(filter.reach().tenant(), Quota.LIVE_TAILS);
        try {
            UnderWay.Place place = admit(own);
            return new Counted(begin(filter, from, place), place);
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    private Following begin(Filter filter, Map<Integer, Long> from, UnderWay.Place place) {
        try {
            return events.follow(filter, from);
        } catch (RuntimeException e) {
            place.close();
            throw e;
        }
    }

    /** A place among those of this process, together with the one of the tenant. */
    private UnderWay.Place admit(UnderWay.Place own) {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            throw new RefusedException(
                    new Refusal.TooMany(
                            "This instance has %d live streams open, and can have no more; try again when one has ended"
                                    .formatted(MOST)));
        }
        return () -> {
            open.decrementAndGet();
            own.close();
        };
    }

    /** Whether whoever follows is to leave, since the process ends. */
    public boolean isEnding() {
        return ending;
    }

    /** Has everybody leave. */
    public void end() {
        ending = true;
    }

    private static final class Counted implements Following {

        private final Following following;
        private final UnderWay.Place place;

        Counted(Following following, UnderWay.Place place) {
            this.following = following;
            this.place = place;
        }

        @Override
        public Moment next(Duration longest) {
            return following.next(longest);
        }

        @Override
        public void close() {
            try {
                following.close();
            } finally {
                place.close();
            }
        }
    }
}
