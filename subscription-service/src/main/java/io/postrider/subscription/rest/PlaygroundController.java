package io.postrider.subscription.rest;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.playground.Inbox;
import io.postrider.subscription.playground.InboxAnswer;
import io.postrider.subscription.playground.Playground;
import io.postrider.subscription.playground.SignatureCheck;
import io.postrider.subscription.playground.SignatureCheck.Signer;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.rest.InboxView.Inboxes;
import io.postrider.subscription.rest.InboxView.RequestView;
import io.postrider.subscription.rest.InboxView.Requests;
import io.postrider.subscription.rest.InboxView.VerdictView;
import io.postrider.subscription.rest.InboxView.Verdicts;
import io.postrider.subscription.rest.InboxView.WebhookRefView;
import io.postrider.subscription.webhook.Subscription;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Inboxes to try webhooks on. It takes the right to change webhooks, for that is who could send
 * whatever they get to a receiver of their own.
 */
@RestController
@RequestMapping("/api/v1/playground/inboxes")
class PlaygroundController {

    private static final String NAME = "name";
    private static final String SECRET = "secret";
    private static final String STATUS = "status";
    private static final String DELAY = "delay_ms";
    private static final String RETRY_AFTER = "retry_after";
    private static final String TIMES = "times";

    private final Playground playground;
    private final SignatureCheck signatures;

    PlaygroundController(Playground playground, SignatureCheck signatures) {
        this.playground = playground;
        this.signatures = signatures;
    }

    @Needs(Scope.WEBHOOKS_WRITE)
    @GetMapping
    Inboxes list(Caller caller) {
        return new Inboxes(
                playground.isEnabled(),
                playground.list(caller.reach()).stream().map(InboxView::of).toList());
    }

    /** The body may be absent. */
    @Needs(Scope.WEBHOOKS_WRITE)
    @PostMapping
    ResponseEntity<InboxView> create(Caller caller, HttpServletRequest request) throws IOException {
        FieldErrors errors = new FieldErrors();
        Optional<String> name =
                RequestBodies.optionalObject(request)
                        .map(body -> new RequestFields(body, FieldNames.orNull(NAME), "", errors))
                        .flatMap(fields -> fields.text(NAME))
                        .flatMap(text -> errors.check(NAME, () -> Inbox.checkedName(text)));
        errors.refuseIfAny();
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(InboxView.of(playground.create(caller, name)));
    }

    @Needs(Scope.WEBHOOKS_WRITE)
    @DeleteMapping("/{inbox}")
    ResponseEntity<Void> delete(Caller caller, @PathVariable String inbox) {
        playground.delete(caller.reach(), inbox);
        return ResponseEntity.noContent().build();
    }

    @Needs(Scope.WEBHOOKS_WRITE)
    @GetMapping("/{inbox}/requests")
    Requests requests(Caller caller, @PathVariable String inbox) {
        Inbox found = playground.get(caller.reach(), inbox);
        List<Subscription> webhooks = signatures.webhooksOf(found, caller.reach());
        List<Signer> signers = signatures.signersOf(webhooks);
        return new Requests(
                InboxView.of(found),
                webhooks.stream().map(WebhookRefView::of).toList(),
                playground.requests(caller.reach(), inbox).stream()
                        .map(it -> RequestView.of(it, SignatureCheck.check(it, signers)))
                        .toList());
    }

    @Needs(Scope.WEBHOOKS_WRITE)
    @DeleteMapping("/{inbox}/requests")
    InboxView clear(Caller caller, @PathVariable String inbox) {
        return InboxView.of(playground.clear(caller.reach(), inbox));
    }

    /** With a secret that is used this once and not kept. */
    @Needs(Scope.WEBHOOKS_WRITE)
    @PostMapping(path = "/{inbox}/verify", consumes = MediaType.APPLICATION_JSON_VALUE)
    Verdicts verify(Caller caller, @PathVariable String inbox, HttpServletRequest request)
            throws IOException {
        FieldErrors errors = new FieldErrors();
        RequestFields fields =
                new RequestFields(RequestBodies.object(request), FieldNames.of(SECRET), "", errors);
        fields.require(SECRET);
        List<Subscription> webhooks =
                signatures.webhooksOf(playground.get(caller.reach(), inbox), caller.reach());
        List<Signer> signers =
                fields.text(SECRET)
                        .flatMap(text ->
                                errors.check(SECRET, () -> signatures.signersWith(text, webhooks)))
                        .orElse(List.of());
        errors.refuseIfAny();
        return new Verdicts(
                playground.requests(caller.reach(), inbox).stream()
                        .map(it ->
                                new VerdictView(
                                        it.number(), SignatureCheck.check(it, signers).code()))
                        .toList());
    }

    @Needs(Scope.WEBHOOKS_WRITE)
    @PutMapping(path = "/{inbox}/answer", consumes = MediaType.APPLICATION_JSON_VALUE)
    InboxView answer(Caller caller, @PathVariable String inbox, HttpServletRequest request)
            throws IOException {
        FieldErrors errors = new FieldErrors();
        RequestFields fields =
                new RequestFields(
                        RequestBodies.object(request),
                        FieldNames.of(STATUS).and(FieldNames.orNull(DELAY, RETRY_AFTER, TIMES)),
                        "",
                        errors);
        fields.require(STATUS);
        int status = whole(fields, STATUS, 200, 599, errors).orElse(InboxAnswer.OK.status());
        long mostDelay = InboxAnswer.LONGEST_DELAY.toMillis();
        Optional<Integer> delay = whole(fields, DELAY, 0, (int) mostDelay, errors);
        int mostWait = (int) InboxAnswer.LONGEST_RETRY_AFTER.toSeconds();
        Optional<Integer> retryAfter = whole(fields, RETRY_AFTER, 0, mostWait, errors);
        Optional<Integer> times = whole(fields, TIMES, 1, InboxAnswer.MOST_TIMES, errors);
        errors.refuseIfAny();
        return InboxView.of(
                playground.answer(
                        caller.reach(),
                        inbox,
                        new InboxAnswer(
                                status,
                                Duration.ofMillis(delay.orElse(0)),
                                retryAfter.map(Duration::ofSeconds),
                                times)));
    }

    private static Optional<Integer> whole(
            RequestFields fields, String name, int least, int most, FieldErrors errors) {
        Optional<Integer> given = fields.integer(name);
        given.filter(value -> value < least || value > most)
                .ifPresent(
                        _ -> errors.add(name, "%s must be %d to %d".formatted(name, least, most)));
        return given;
    }
}
