package io.postrider.worker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Outcome;
import io.postrider.model.format.RetryOn;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

/** The table of docs/architecture.md: what an answer says of its endpoint. */
class EndpointSignalTest {

    @ParameterizedTest
    @CsvSource({
        "101, Failing",
        "302, Answering",
        "400, Answering",
        "404, Answering",
        "408, Failing",
        "429, Throttling",
        "500, Failing",
        "502, Throttling",
        "599, Failing",
        "600, Failing",
        "999, Failing"
    })
    void readsTheStatus(int status, String signal) {
        Outcome outcome = new Outcome.Rejected(status, Optional.empty());

        assertThat(EndpointSignal.of(outcome).getClass().getSimpleName()).isEqualTo(signal);
        assertThat(RetryOn.ANY.status(status)).as("retried").isTrue();
    }
}
