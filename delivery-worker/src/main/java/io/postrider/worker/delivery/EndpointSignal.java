package io.postrider.worker.delivery;

import io.postrider.model.Outcome;
import io.postrider.worker.lane.Signal;

import java.time.Duration;
import java.util.Optional;

/** Reads an outcome as a sign of the endpoint's health, by the table in docs/architecture.md. */
final class EndpointSignal {

    private static final int SUCCESS = 200;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_FAULT = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    private EndpointSignal() {}

    static Signal of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Acknowledged _ -> new Signal.Answering();
            case Outcome.Rejected(int status, var retryAfter) -> rejected(status, retryAfter);
            case Outcome.Unreachable _ -> new Signal.Failing();
            case Outcome.Refused _ -> new Signal.Silent();
        };
    }

    private static Signal rejected(int status, Optional<Duration> retryAfter) {
        return switch (status) {
            case TOO_MANY_REQUESTS -> new Signal.Throttling(false, retryAfter);
            case BAD_GATEWAY, UNAVAILABLE, GATEWAY_TIMEOUT ->
                    new Signal.Throttling(true, retryAfter);
            case REQUEST_TIMEOUT -> new Signal.Failing();
            default -> {
                boolean failing = status >= SERVER_FAULT || status < SUCCESS;
                yield retryAfter.isPresent()
                        ? new Signal.Throttling(failing, retryAfter)
                        : failing ? new Signal.Failing() : new Signal.Answering();
            }
        };
    }
}
