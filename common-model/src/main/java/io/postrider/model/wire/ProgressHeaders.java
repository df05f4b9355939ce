package io.postrider.model.wire;

import io.postrider.model.ParkReason;
import io.postrider.model.Parked;
import io.postrider.model.Progress;
import io.postrider.model.RetryWait;

import java.util.List;
import java.util.Optional;

/** How far a delivery has come, as the headers of its record say it. */
final class ProgressHeaders {

    private static final String ATTEMPTS = "postrider-attempts";
    private static final String REPLAYS = "postrider-replays";
    private static final String ATTEMPTS_BEFORE_REPLAY = "postrider-attempts-before-replay";
    private static final String WAITING_SINCE = "postrider-waiting-since";
    private static final String DUE_AT = "postrider-due-at";
    private static final String PARKED = "postrider-parked";
    private static final String PARKED_SINCE = "postrider-parked-since";

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
                                headers.required(ATTEMPTS, Integer::parseInt),
                                headers.count(REPLAYS),
                                headers.count(ATTEMPTS_BEFORE_REPLAY),
                                waiting(headers),
                                parked(headers)));
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
                                        new RetryWait(
                                                since,
                                                headers.required(DUE_AT, EpochMillis::parse))));
    }
}
