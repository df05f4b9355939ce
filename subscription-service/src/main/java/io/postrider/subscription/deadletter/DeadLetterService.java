package io.postrider.subscription.deadletter;

import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.history.RecordArchive;
import io.postrider.subscription.history.RecordPlace;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.webhook.Subscriptions;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Shows dead letters, and sends them on their way again. */
public final class DeadLetterService {

    private final DeadLetters letters;
    private final RecordArchive records;
    private final DeliveryQueue queue;
    private final Receivers receivers;
    private final InstantSource clock;

    public DeadLetterService(
            DeadLetters letters,
            RecordArchive records,
            DeliveryQueue queue,
            Subscriptions subscriptions,
            InstantSource clock) {
        this.letters = letters;
        this.records = records;
        this.queue = queue;
        this.receivers = new Receivers(subscriptions);
        this.clock = clock;
    }

    public List<DeadLetter> list(
            DeadLetters.Filter filter, Optional<DeadLetters.Mark> before, int limit) {
        return letters.list(filter, before, limit);
    }

    public List<DeadLetterGroup> groups(DeadLetters.Filter filter) {
        return letters.groups(filter);
    }

    public DeadLetter get(Reach reach, DeliveryId id) {
        return letters.find(reach, id).orElseThrow(() -> unknown(id));
    }

    /**
     * Makes the failed delivery pending again: same ids, same body, attempts go on counting. Should
     * the process die after it was queued and before that is noted, history notes it.
     */
    public DeadLetter replay(Caller caller, DeliveryId id) {
        return letters.takeBack(
                        caller,
                        id,
                        clock.instant(),
                        letter -> sendAgain(letter, () -> records.read(placeOf(letter))))
                .orElseThrow(() -> unknown(id));
    }

    /** What Kafka still has of the letters, read in one go. */
    public Map<RecordPlace, WireRecord> records(List<DeadLetter> wanted) {
        return records.readAll(
                wanted.stream()
                        .map(DeadLetterService::placeOf)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * As {@link #replay(Caller, DeliveryId)}, of a letter that was seen at rest.
     *
     * @param known what Kafka has of it, among other records
     * @throws TakenException when it is not the letter any more that was seen
     */
    public void replay(Caller caller, DeadLetter seen, Map<RecordPlace, WireRecord> known) {
        Optional<WireRecord> record = Optional.ofNullable(known.get(placeOf(seen)));
        var _ =
                letters.takeBack(
                                caller,
                                seen.ref().id(),
                                clock.instant(),
                                letter -> {
                                    if (!letter.position().equals(seen.position())) {
                                        throw new TakenException(
                                                "The delivery has failed again since");
                                    }
                                    sendAgain(letter, () -> record);
                                })
                        .orElseThrow(() -> new TakenException("The dead letter is no longer kept"));
    }

    private static RecordPlace placeOf(DeadLetter letter) {
        return new RecordPlace(Topic.DEAD_LETTERS, letter.position());
    }

    private void sendAgain(DeadLetter letter, Supplier<Optional<WireRecord>> record) {
        if (letter.replayedAt().isPresent()) {
            throw new TakenException(
                    "The delivery was replayed at %s already and has not failed again since"
                            .formatted(letter.replayedAt().get()));
        }
        receivers.require(letter.ref().subscription());
        Delivery failed = failedDelivery(letter, record.get());
        queue.append(failed.withProgress(failed.progress().replayed()));
    }

    private static Delivery failedDelivery(DeadLetter letter, Optional<WireRecord> known) {
        return known.flatMap(record -> deliveryIn(record, letter.ref().id()))
                .orElseThrow(() ->
                        new RefusedException(
                                new Refusal.Gone(
                                        "The dead letter has expired: Kafka no longer has the"
                                                + " delivery's payload")));
    }

    /** A topic that was made anew has other records at the old offsets. */
    private static Optional<Delivery> deliveryIn(WireRecord record, DeliveryId id) {
        try {
            return Optional.of(DeliveryCodec.decodeFailed(record).delivery())
                    .filter(delivery -> delivery.id().equals(id));
        } catch (MalformedRecordException _) {
            return Optional.empty();
        }
    }

    private static RefusedException unknown(DeliveryId id) {
        return RefusedException.notFound("dead letter", id.value());
    }
}
