package io.postrider.subscription.rest;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/**
 * Answers what Tomcat itself refuses, before any filter: a request that is not HTTP, too long, or
 * for no host. Tomcat makes it by its name, and would otherwise write a page of HTML.
 */
public final class ProblemReportValve extends ErrorReportValve {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable fault) {
        int code = response.getStatus();
        HttpStatus status = HttpStatus.resolve(code);
        if (code < 400 || status == null || response.getContentWritten() > 0) {
            return;
        }
        if (!response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream()
                    .write(JSON.writeValueAsBytes(Problem.of(status, detail(status))));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("nobody reads the answer", e);
        }
    }

    static String detail(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "There is nothing at this address";
            case BAD_REQUEST ->
                    "The request is not valid HTTP, or its address or a header is not allowed";
            case REQUEST_HEADER_FIELDS_TOO_LARGE, URI_TOO_LONG ->
                    "The address or the headers are too long";
            default ->
                    status.is5xxServerError()
                            ? "Postrider failed to answer; its log says why"
                            : "The request is not allowed";
        };
    }
}
