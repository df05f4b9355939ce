package io.postrider.model.wire;

import io.postrider.model.LaneState;
import io.postrider.model.ParkReason;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.WorkerNote;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Notes of workers as JSON, keyed by what they are about. */
public final class WorkerNoteCodec {

    private WorkerNoteCodec() {}

    /** A worker's note has no subscription. */
    private record Line(
            @Nullable String worker,
            @Nullable String subscriptionId,
            @Nullable String state,
            @Nullable String since,
            @Nullable String nextAttemptAt,
            @Nullable Integer inFlight,
            @Nullable Integer queued,
            @Nullable Map<String, @Nullable Integer> parked,
            @Nullable String reportedAt) {}

    public static WireRecord encode(WorkerNote note) {
        return switch (note) {
            case WorkerNote.Alive(String worker, Instant at) ->
                    json(
                            worker,
                            new Line(
                                    worker,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    Timestamps.format(at)));
            case WorkerNote.Lane lane -> json(lane.subscription().value(), line(lane));
            case WorkerNote.Gone(String key) ->
                    new WireRecord(Optional.of(Payload.of(key)), List.of(), Optional.empty());
        };
    }

    private static WireRecord json(String key, Line line) {
        return WireRecord.of(
                key, EventCodec.JSON_HEADERS, Payload.of(Json.MAPPER.writeValueAsBytes(line)));
    }

    private static Line line(WorkerNote.Lane lane) {
        Map<String, @Nullable Integer> parked = new TreeMap<>();
        lane.parked().forEach((reason, count) -> parked.put(reason.code(), count));
        return new Line(
                lane.worker(),
                lane.subscription().value(),
                lane.state().code(),
                Timestamps.format(lane.since()),
                lane.nextAttemptAt().map(Timestamps::format).orElse(null),
                lane.inFlight(),
                lane.queued(),
                parked,
                Timestamps.format(lane.at()));
    }

    /**
     * Reads a note.
     *
     * @throws MalformedRecordException when it is none
     */
    public static WorkerNote decode(WireRecord record) {
        if (record.value().isEmpty()) {
            return new WorkerNote.Gone(
                    record.key()
                            .orElseThrow(
                                    () -> new MalformedRecordException("the record has no key"))
                            .text());
        }
        try {
            return note(Json.MAPPER.readValue(EventCodec.body(record), Line.class));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedRecordException("not a note of a worker: " + e.getMessage(), e);
        }
    }

    private static WorkerNote note(@Nullable Line line) {
        if (line == null) {
            throw new MalformedRecordException("must be a JSON object, not null");
        }
        String worker = required("worker", line.worker());
        Instant at = time("reported_at", line.reportedAt());
        if (line.subscriptionId() == null) {
            return new WorkerNote.Alive(worker, at);
        }
        return new WorkerNote.Lane(
                new SubscriptionId(line.subscriptionId()),
                worker,
                LaneState.ofCode(required("state", line.state())),
                time("since", line.since()),
                Optional.ofNullable(line.nextAttemptAt()).map(Timestamps::parse),
                line.inFlight() == null ? 0 : line.inFlight(),
                line.queued() == null ? 0 : line.queued(),
                parked(line.parked()),
                at);
    }

    private static Map<ParkReason, Integer> parked(
            @Nullable Map<String, @Nullable Integer> counts) {
        Map<ParkReason, Integer> parked = new EnumMap<>(ParkReason.class);
        if (counts != null) {
            counts.forEach((code, count) -> {
                if (count != null) {
                    parked.put(ParkReason.ofCode(code), count);
                }
            });
        }
        return parked;
    }

    private static Instant time(String name, @Nullable String text) {
        return Timestamps.parse(required(name, text));
    }

    private static String required(String name, @Nullable String text) {
        if (text == null) {
            throw new MalformedRecordException(name, "'" + name + "' is required");
        }
        return text;
    }
}
