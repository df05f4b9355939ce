package io.postrider.dispatcher.dispatch;

import io.postrider.dispatcher.dispatch.Dispatch.FannedOut;
import io.postrider.dispatcher.dispatch.Dispatch.Invalid;
import io.postrider.dispatcher.matching.Matches;
import io.postrider.dispatcher.matching.Matches.Undecided;
import io.postrider.dispatcher.matching.SubscriptionIndex;
import io.postrider.model.Delivery;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.Event;
import io.postrider.model.Payload;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.WireRecord;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Turns a record into its deliveries. The same record always gives the same ids and bodies. */
public final class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final int LONGEST_REASON = 1000;

    /**
     * What the topics have room for.
     *
     * @param event the largest record value that is accepted
     * @param body the largest body that fits into a delivery; escaping and base64 can make a body
     *     several times as long as its event
     */
    public record Limits(int event, int body) {}

    /**
     * A record as it came.
     *
     * @param writtenAt by its timestamp; stands for the time of an event that has none
     * @param after the subscription up to which, in order of id, the deliveries have been made;
     *     only those behind it are made now
     */
    public record Incoming(
            WireRecord record,
            RecordPosition position,
            Instant writtenAt,
            Optional<SubscriptionId> after) {}

    private static final Comparator<SubscriptionRef> BY_ID =
            Comparator.comparing(subscription -> subscription.id().value());

    private final SubscriptionIndex index;
    private final BodyRenderer renderer;
    private final Limits limits;
    private final CreationTimes creationTimes = new CreationTimes();

    public Dispatcher(SubscriptionIndex index, BodyRenderer renderer, Limits limits) {
        this.index = index;
        this.renderer = renderer;
        this.limits = limits;
    }

    /**
     * Decides on the record. One record must not stop those behind it, and one subscription none of
     * the others, so that it never throws.
     */
    public Dispatch dispatch(Incoming incoming, Instant now) {
        int length = incoming.record().value().map(Payload::length).orElse(0);
        if (length > limits.event()) {
            return new Invalid(
                    "the event has %d bytes; allowed are %d".formatted(length, limits.event()));
        }
        try {
            return fanOut(
                    EventCodec.decode(incoming.record(), incoming.writtenAt()), incoming, now);
        } catch (MalformedRecordException e) {
            return new Invalid(cut(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            log.error("cannot dispatch the event at {}", incoming.position(), e);
            return new Invalid(cut("the event could not be dispatched: " + e));
        }
    }

    private Dispatch fanOut(Event event, Incoming incoming, Instant now) {
        Matches found = index.match(event);
        List<SubscriptionRef> matches = inOrder(found.wanted(), incoming.after());
        List<LeftOut> leftOut = undecided(event, found, incoming.after());
        DeliveryMaker maker =
                new DeliveryMaker(
                        event,
                        incoming.position(),
                        creationTimes.next(event, now),
                        renderer,
                        limits.body());
        return new FannedOut(matches, match -> make(maker, match, incoming.position()), leftOut);
    }

    private Made make(DeliveryMaker maker, SubscriptionRef subscription, RecordPosition position) {
        try {
            Delivery delivery = maker.make(subscription);
            return delivery.body().length() > limits.body()
                    ? maker.leftOut(delivery)
                    : new Made.Ready(delivery);
        } catch (RuntimeException e) {
            log.error("no delivery of {} for {}", position, subscription.id(), e);
            return new LeftOut(subscription.id(), cut("the delivery could not be made: " + e));
        }
    }

    /** Subscriptions that may want the event, and do not get it because that cannot be told. */
    private static List<LeftOut> undecided(
            Event event, Matches found, Optional<SubscriptionId> after) {
        List<LeftOut> leftOut = new ArrayList<>(found.undecided().size());
        for (Undecided undecided : found.undecided()) {
            if (isBehind(undecided.subscription(), after)) {
                leftOut.add(
                        new LeftOut(
                                undecided.subscription(),
                                cut(
                                        "event '%s' was not matched: %s"
                                                .formatted(event.id(), undecided.reason()))));
            }
        }
        return leftOut;
    }

    private static boolean isBehind(SubscriptionId id, Optional<SubscriptionId> after) {
        return after.isEmpty() || id.value().compareTo(after.get().value()) > 0;
    }

    /**
     * In an order that does not depend on when subscriptions came or on which instance this is, so
     * that the fan-out can stop anywhere and go on elsewhere.
     */
    private static List<SubscriptionRef> inOrder(
            List<SubscriptionRef> matches, Optional<SubscriptionId> after) {
        if (matches.size() < 2 && after.isEmpty()) {
            return matches;
        }
        return matches.stream().filter(match -> isBehind(match.id(), after)).sorted(BY_ID).toList();
    }

    private static String cut(String reason) {
        return reason.length() <= LONGEST_REASON
                ? reason
                : reason.substring(0, LONGEST_REASON) + "…";
    }
}
