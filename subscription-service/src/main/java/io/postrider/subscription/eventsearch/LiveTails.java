package io.postrider.subscription.eventsearch;

import io.postrider.subscription.access.Reach;
import io.postrider.subscription.eventsearch.EventArchive.Filter;
import io.postrider.subscription.eventsearch.LiveEvents.Following;
import io.postrider.subscription.eventsearch.LiveEvents.Moment;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Who follows events now. They are few: each reads all that is written, whoever it is for. */
public final class LiveTails {

    /** At a time, in this process. */
    public static final int MOST = 16;

    /** At a time, of one tenant, and of those who see all of them. */
    public static final int MOST_OF_ONE = 4;

    private final LiveEvents events;
    private final Map<Reach, Integer> open = new HashMap<>();
    private volatile boolean ending;

    public LiveTails(LiveEvents events) {
        this.events = events;
    }

    /**
     * Follows events as {@link LiveEvents#follow} does.
     *
     * @throws RefusedException when there are too many already, or Kafka does not answer
     */
    public Following follow(Filter filter, Map<Integer, Long> from) {
        Reach reach = filter.reach();
        admit(reach);
        try {
            return new Counted(events.follow(filter, from), reach);
        } catch (RuntimeException e) {
            leave(reach);
            throw e;
        }
    }

    private synchronized void admit(Reach reach) {
        int all = open.values().stream().mapToInt(Integer::intValue).sum();
        int own = open.getOrDefault(reach, 0);
        if (all >= MOST || own >= MOST_OF_ONE) {
            throw new RefusedException(
                    new Refusal.TooMany(
                            "%d live tails are open, and there can be %d for one tenant and %d in all; close one and try again"
                                    .formatted(all, MOST_OF_ONE, MOST)));
        }
        open.put(reach, own + 1);
    }

    private synchronized void leave(Reach reach) {
        open.computeIfPresent(reach, (_, own) -> own > 1 ? own - 1 : null);
    }

    /** Whether whoever follows is to leave, since the process ends. */
    public boolean isEnding() {
        return ending;
    }

    /** Has everybody leave. */
    public void end() {
        ending = true;
    }

    private final class Counted implements Following {

        private final Following following;
        private final Reach reach;

        Counted(Following following, Reach reach) {
            this.following = following;
            this.reach = reach;
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
                leave(reach);
            }
        }
    }
}
