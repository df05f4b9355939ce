package io.postrider.subscription.rest;

import io.postrider.model.Payload;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Fetches a document of an identity provider at most once per interval. Within the interval the
 * latest answer, or failure, is given again: tokens with unknown key ids cannot cause more fetches.
 * Fetches run one at a time.
 */
public final class BoundedFetches implements ClientHttpRequestInterceptor {

    private final Duration interval;
    private final InstantSource clock;
    private final Map<URI, Fetch> latest = new HashMap<>();

    /** The outcome of a fetch. */
    private record Fetch(Instant at, @Nullable Answer answer, @Nullable IOException failure) {

        ClientHttpResponse response() throws IOException {
            if (answer == null) {
                throw new IOException("The identity provider did not answer", failure);
            }
            return answer;
        }
    }

    /** An answer that can be read any number of times. */
    private record Answer(
            HttpStatusCode statusCode, String statusText, HttpHeaders headers, Payload body)
            implements ClientHttpResponse {

        static Answer of(ClientHttpResponse response) throws IOException {
            try (response) {
                return new Answer(
                        response.getStatusCode(),
                        response.getStatusText(),
                        response.getHeaders(),
                        Payload.of(response.getBody().readAllBytes()));
            }
        }

        @Override
        public HttpStatusCode getStatusCode() {
            return statusCode;
        }

        @Override
        public String getStatusText() {
            return statusText;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body.bytes());
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /**
     * Creates the interceptor.
     *
     * @param interval least time between two fetches of the same URI
     */
    public BoundedFetches(Duration interval, InstantSource clock) {
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public synchronized ClientHttpResponse intercept(
            HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        Instant now = clock.instant();
        Fetch before = latest.get(request.getURI());
        if (before != null && now.isBefore(before.at().plus(interval))) {
            return before.response();
        }
        Fetch fetch = fetch(request, body, execution, now);
        latest.put(request.getURI(), fetch);
        return fetch.response();
    }

    private static Fetch fetch(
            HttpRequest request, byte[] body, ClientHttpRequestExecution execution, Instant now) {
        try {
            return new Fetch(now, Answer.of(execution.execute(request, body)), null);
        } catch (IOException e) {
            return new Fetch(now, null, e);
        }
    }
}
