package io.postrider.worker.delivery;

import io.postrider.model.Delivery;
import io.postrider.worker.endpoint.Endpoint;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Makes the POST. */
public interface Sender {

    /**
     * One attempt.
     *
     * @param startedAt what the signature gives as the time
     */
    record Request(Delivery delivery, Endpoint endpoint, Instant startedAt) {}

    /** Every fault of network or receiver is an outcome; the stage never ends exceptionally. */
    CompletionStage<Exchange> send(Request request);
}
