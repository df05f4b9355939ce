package io.postrider.subscription.eventsearch;

import io.postrider.subscription.eventsearch.EventArchive.Filter;
import io.postrider.subscription.eventsearch.EventArchive.Listed;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Events as Kafka takes them. */
public interface LiveEvents {

    /** How many events of a moment are shown; a person reads no more. */
    int MOST_AT_ONCE = 50;

    /** How far back somebody who comes again is taken, in records of one partition. */
    int MOST_MISSED = 1_000;

    /**
     * Follows them.
     *
     * @param filter whose times do not count
     * @param from of each partition the offset where an earlier one left off; where there is none,
     *     or it lies further back than {@value #MOST_MISSED} records, from now on
     * @throws RefusedException when Kafka does not answer in time
     */
    Following follow(Filter filter, Map<Integer, Long> from);

    /** One who follows; for one thread, which closes it. */
    interface Following extends AutoCloseable {

        /**
         * Waits for events, and a moment longer for those that come with them.
         *
         * @param longest to wait for the first
         * @throws RefusedException when Kafka does not answer
         */
        Moment next(Duration longest);

        @Override
        void close();
    }

    /**
     * What came at about the same time.
     *
     * @param events the latest {@value #MOST_AT_ONCE}, the first that came first
     * @param passedOver how many more there were
     * @param position of each partition the offset behind it
     */
    record Moment(List<Listed> events, int passedOver, Map<Integer, Long> position) {

        public Moment {
            events = List.copyOf(events);
            position = Map.copyOf(position);
        }

        public boolean isEmpty() {
            return events.isEmpty();
        }
    }
}
