package io.postrider.subscription.rest;

import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Turns whatever goes wrong into a problem that tells the caller what to do, and no more. */
@RestControllerAdvice
class ProblemHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<Problem> refused(RefusedException e) {
        if (e.refusal() instanceof Refusal.Unavailable) {
            log.warn("unavailable: {}", e.getCause() == null ? e.getMessage() : e.getCause());
        }
        HttpHeaders headers = new HttpHeaders();
        if (e.refusal() instanceof Refusal.OverQuota over) {
            over.retryAfter()
                    .map(ProblemWriter::seconds)
                    .ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, wait));
        }
        return answer(Problem.of(e.refusal()), headers);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        PessimisticLockingFailureException.class,
        CannotCreateTransactionException.class,
        TransactionSystemException.class
    })
    ResponseEntity<Problem> databaseAway(Exception e) {
        log.warn("PostgreSQL: {}", e.getMessage());
        Refusal away = new Refusal.Unavailable("The database does not answer; try again shortly");
        return answer(Problem.of(away), new HttpHeaders());
    }

    /** Tomcat reads them when they are first asked for. */
    @ExceptionHandler
    ResponseEntity<Problem> unreadableParameters(InvalidParameterException e) {
        log.debug("parameters: {}", e.getMessage());
        Refusal unreadable =
                new Refusal.Malformed(
                        "The parameters cannot be read; allowed are up to 1,000, each name=value in"
                                + " percent-encoded UTF-8",
                        List.of());
        return answer(Problem.of(unreadable), new HttpHeaders());
    }

    /** Its framing is broken, or the client has hung up; then nobody reads the answer. */
    @ExceptionHandler
    ResponseEntity<Problem> unreadableBody(BadRequestException e) {
        log.debug("body: {}", e.getMessage());
        Refusal unreadable =
                new Refusal.Malformed(
                        "The body is not as long as announced, or not in chunks as HTTP has them",
                        List.of());
        return answer(Problem.of(unreadable), new HttpHeaders());
    }

    /** The firewall looks at headers and parameters when they are first asked for. */
    @ExceptionHandler
    ResponseEntity<Problem> refusedByFirewall(RequestRejectedException e) {
        log.debug("firewall: {}", e.getMessage());
        Refusal unreadable =
                new Refusal.Malformed(
                        "A header or parameter has control characters, which are not allowed",
                        List.of());
        return answer(Problem.of(unreadable), new HttpHeaders());
    }

    /** The client hung up before it had read the answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        log.debug("nobody reads the answer", e);
    }

    @ExceptionHandler
    ResponseEntity<Problem> other(Exception e) {
        if (e instanceof ErrorResponse response) {
            HttpStatusCode status = response.getStatusCode();
            if (status.is4xxClientError()) {
                Problem problem = Problem.of(HttpStatus.valueOf(status.value()), detail(e));
                return answer(problem, response.getHeaders());
            }
        }
        log.error("a request failed", e);
        return answer(
                Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "Postrider failed to answer; its log says why"),
                new HttpHeaders());
    }

    private static String detail(Exception e) {
        return switch (e) {
            case HttpMediaTypeNotSupportedException unsupported
                    when unsupported.getContentType() == null ->
                    String.valueOf(unsupported.getMessage());
            case HttpMediaTypeNotSupportedException unsupported ->
                    "Content-Type %s is not supported; allowed are %s"
                            .formatted(
                                    unsupported.getContentType(),
                                    list(unsupported.getSupportedMediaTypes()));
            case HttpMediaTypeNotAcceptableException unacceptable ->
                    "The answer can be had as " + list(unacceptable.getSupportedMediaTypes());
            case HttpRequestMethodNotSupportedException method ->
                    "%s is not supported here; allowed are %s"
                            .formatted(
                                    method.getMethod(),
                                    Arrays.stream(
                                                    Objects.requireNonNullElse(
                                                            method.getSupportedMethods(),
                                                            new String[0]))
                                            .sorted()
                                            .collect(Collectors.joining(", ")));
            case NoResourceFoundException _ -> "There is nothing at this address";
            case ErrorResponse response ->
                    Objects.requireNonNullElse(
                            response.getBody().getDetail(), "The request cannot be read");
            default -> "The request cannot be read";
        };
    }

    private static String list(List<MediaType> types) {
        return types.stream().map(MediaType::toString).sorted().collect(Collectors.joining(", "));
    }

    private static ResponseEntity<Problem> answer(Problem problem, HttpHeaders headers) {
        HttpHeaders all = new HttpHeaders();
        all.putAll(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            all.set(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
        }
        return new ResponseEntity<>(problem, all, HttpStatusCode.valueOf(problem.status()));
    }
}
