package io.postrider.subscription.rest;

import io.postrider.model.Payload;
import io.postrider.subscription.playground.InboxAnswer;
import io.postrider.subscription.playground.Playground;
import io.postrider.subscription.playground.ReceivedRequest;

import jakarta.servlet.http.HttpServletRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where webhooks are tried: takes what comes and answers as it was told, holding no thread. */
@RestController
public class InboxController {

    public static final String PATH = "/inbox/{inbox}";

    private static final Logger log = LoggerFactory.getLogger(InboxController.class);
    private static final int MOST_WAITING = 200;
    private static final long MOST_READ = 8L * 1024 * 1024;
    private static final long PATIENCE_MILLIS =
            InboxAnswer.LONGEST_DELAY.plusSeconds(30).toMillis();

    private final Playground playground;
    private final AtomicInteger waiting = new AtomicInteger();

    InboxController(Playground playground) {
        this.playground = playground;
    }

    @OpenToAll
    @PostMapping(PATH)
    DeferredResult<ResponseEntity<Map<String, Boolean>>> receive(
            @PathVariable String inbox,
            @RequestHeader HttpHeaders headers,
            HttpServletRequest request)
            throws IOException {
        Map<String, String> byName = new TreeMap<>();
        headers.forEach((header, values) ->
                byName.put(header.toLowerCase(Locale.ROOT), String.join(", ", values)));
        InputStream in = request.getInputStream();
        byte[] start = in.readNBytes(ReceivedRequest.MOST_BYTES);
        long rest = read(in);
        ReceivedRequest received =
                playground.receive(inbox, byName, Payload.of(start), start.length + rest);
        log.debug("inbox {} received request {}", inbox, received.number());
        return answered(received.answered());
    }

    private static long read(InputStream in) throws IOException {
        long left = MOST_READ;
        byte[] buffer = new byte[ReceivedRequest.MOST_BYTES];
        while (left > 0) {
            int read = in.read(buffer);
            if (read < 0) {
                break;
            }
            left -= read;
        }
        return MOST_READ - left;
    }

    private DeferredResult<ResponseEntity<Map<String, Boolean>>> answered(InboxAnswer answer) {
        var result = new DeferredResult<ResponseEntity<Map<String, Boolean>>>(PATIENCE_MILLIS);
        if (answer.delay().isZero()) {
            result.setResult(response(answer));
        } else if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            result.setResult(ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build());
        } else {
            result.onCompletion(waiting::decrementAndGet);
            Executor later =
                    CompletableFuture.delayedExecutor(
                            answer.delay().toMillis(), TimeUnit.MILLISECONDS);
            later.execute(() -> result.setResult(response(answer)));
        }
        return result;
    }

    private static ResponseEntity<Map<String, Boolean>> response(InboxAnswer answer) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
        answer.retryAfter()
                .ifPresent(wait ->
                        response.header(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds())));
        boolean taken = answer.status() < HttpStatus.MULTIPLE_CHOICES.value();
        return answer.status() == HttpStatus.NO_CONTENT.value()
                        || answer.status() == HttpStatus.NOT_MODIFIED.value()
                ? response.build()
                : response.body(Map.of("received", taken));
    }
}
