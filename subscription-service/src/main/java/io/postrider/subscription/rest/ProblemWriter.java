package io.postrider.subscription.rest;

import io.postrider.subscription.refusal.Refusal;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Answers with problems where no controller does. */
public final class ProblemWriter {

    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    void write(HttpServletResponse response, Refusal refusal, Optional<Duration> retryAfter)
            throws IOException {
        Problem problem = Problem.of(refusal);
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        if (refusal instanceof Refusal.Unavailable) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
        }
        retryAfter.ifPresent(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds(wait)));
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    /** Whole seconds, and never none. */
    static String seconds(Duration wait) {
        return Long.toString(wait.plusMillis(999).toSeconds());
    }
}
