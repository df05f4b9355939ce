package io.postrider.subscription.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.ResponseHeaders;
import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.LastOutcome;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

class ErrorTypeTest {

    private static AttemptEntry attempt(String outcome, LastOutcome answer) {
        return new AttemptEntry(
                1,
                URI.create("https://example.com"),
                Instant.EPOCH,
                Instant.EPOCH,
                outcome,
                answer,
                ResponseHeaders.NONE,
                "",
                "retrying",
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "301, http_3xx",
        "404, http_4xx",
        "429, http_429",
        "500, http_5xx",
        "599, http_5xx",
        "999, http_other"
    })
    void tellsAnswersApartByTheirStatus(int status, String type) {
        LastOutcome answer = new LastOutcome(Optional.of(status), Optional.empty());

        assertThat(ErrorType.of(attempt("rejected", answer)).code()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "timeout: no answer from example.com:443 within 10 s, timeout",
        "timeout: the name server did not answer for host example.com, timeout",
        "unknown host: example.com, unknown_host",
        "TLS: the certificate of example.com:443 has expired, tls",
        "connection refused by example.com:443, connection_refused",
        "connection reset by example.com:443, connection_reset",
        "example.com:443 closed the connection without an answer, connection_closed",
        "the answer of example.com:443 is not HTTP, invalid_answer",
        "the header of the answer of example.com:443 is too long, invalid_answer",
        "cannot connect to example.com:443: no route to host, network"
    })
    void tellsFaultsApartByTheWorkersSentence(String sentence, String type) {
        LastOutcome answer = new LastOutcome(Optional.empty(), Optional.of(sentence));

        assertThat(ErrorType.of(attempt("unreachable", answer)).code()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"the address is not allowed, refused"})
    void tellsWhatWasNeverSent(String cause, String type) {
        LastOutcome answer = new LastOutcome(Optional.empty(), Optional.of(cause));

        assertThat(ErrorType.of(attempt("refused", answer)).code()).isEqualTo(type);
    }
}
