package io.postrider.model.wire;

import io.postrider.model.ParkReason;
import io.postrider.model.Parked;
import io.postrider.model.Progress;
import io.postrider.model.RetryWait;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How far a delivery has come, as the headers of its record say it. */
final class ProgressHeaders {

    private static final String ATTEMPTS = "postrider-attempts";
    private static final String REPLAYS = "postrider-replays";
    private static final String ATTEMPTS_BEFORE_REPLAY = "postrider-attempts-before-replay";
    private static final String WAITING_SINCE = "postrider-waiting-since";
    private static final String DUE_AT = "postrider-due-at";
    static final String PARKED = "postrider-parked";
    private static final String PARKED_SINCE = "postrider-parked-since";

    /** No schedule comes near it, and the attempt that follows must have a number too. */
    private static final int MOST_ATTEMPTS = 1_000_000;

    /** No schedule asks for more than a day; what says that it waits for ever would. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);

    private ProgressHeaders() {}

    /** Adds them to the headers. */
    static void write(Progress progress, List<WireHeader> headers) {
        headers.add(new WireHeader(ATTEMPTS, Integer.toString(progress.attempts())));
        if (progress.replays() > 0) {
            headers.add(new WireHeader(REPLAYS, Integer.toString(progress.replays())));
            headers.add(
                    new WireHeader(
                            ATTEMPTS_BEFORE_REPLAY,
                            Integer.toString(progress.attemptsBeforeReplay())));
        }
        progress.pause()
                .ifPresent(wait -> {
                    headers.add(new WireHeader(WAITING_SINCE, EpochMillis.text(wait.since())));
                    headers.add(new WireHeader(DUE_AT, EpochMillis.text(wait.until())));
                });
        progress.parked()
                .ifPresent(parked -> {
                    headers.add(new WireHeader(PARKED, parked.reason().code()));
                    headers.add(new WireHeader(PARKED_SINCE, EpochMillis.text(parked.since())));
                });
    }

    /**
     * Reads them.
     *
     * @throws MalformedRecordException naming the header that is missing or wrong
     */
    static Progress read(HeaderReader headers) {
        return HeaderReader.checked(
                ATTEMPTS,
                () ->
                        new Progress(
                                headers.required(ATTEMPTS, ProgressHeaders::count),
                                headers.optional(REPLAYS, ProgressHeaders::count).orElse(0),
                                headers.optional(ATTEMPTS_BEFORE_REPLAY, ProgressHeaders::count)
                                        .orElse(0),
                                waiting(headers),
                                parked(headers)));
    }

    /** Whether the delivery waits without having spent an attempt. */
    static boolean isParked(HeaderReader headers) {
        return parked(headers).isPresent();
    }

    private static Optional<Parked> parked(HeaderReader headers) {
        return headers.optional(PARKED, ParkReason::ofCode)
                .map(reason ->
                        new Parked(reason, headers.required(PARKED_SINCE, EpochMillis::parse)));
    }

    private static Optional<RetryWait> waiting(HeaderReader headers) {
        return headers.optional(WAITING_SINCE, EpochMillis::parse)
                .map(since ->
                        HeaderReader.checked(
                                DUE_AT,
                                () ->
                                        bounded(
                                                new RetryWait(
                                                        since,
                                                        headers.required(
                                                                DUE_AT, EpochMillis::parse)))));
    }

    private static RetryWait bounded(RetryWait wait) {
        if (wait.total().compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "a wait must not be longer than %d days".formatted(LONGEST_WAIT.toDays()));
        }
        return wait;
    }

    private static int count(String text) {
        int count = Integer.parseInt(text);
        if (count > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "must be at most %d, not %d".formatted(MOST_ATTEMPTS, count));
        }
        return count;
    }
}
