package io.postrider.subscription.rest;

import io.postrider.model.Payload;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.event.IdempotencyKey;
import io.postrider.subscription.event.RequestHash;
import io.postrider.subscription.event.Submission;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.replay.Extent;
import io.postrider.subscription.replay.ReplayJob;
import io.postrider.subscription.replay.ReplayJobs.Repeat;
import io.postrider.subscription.replay.ReplayRate;
import io.postrider.subscription.replay.ReplayState;
import io.postrider.subscription.replay.Replays;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Replays of many dead letters: asked for, looked at, stopped. */
@RestController
@RequestMapping(ReplaysController.PATH)
class ReplaysController {

    static final String PATH = "/api/v1/dead-letters/replays";

    private static final String REPEATED = "Idempotency-Replayed";

    private final Replays replays;
    private final InstantSource clock;

    ReplaysController(Replays replays, InstantSource clock) {
        this.replays = replays;
        this.clock = clock;
    }

    record DryRunView(boolean dryRun, long total, long undeliverable, int rate, long seconds) {

        static DryRunView of(Extent extent, ReplayRate rate) {
            return new DryRunView(
                    true,
                    extent.letters(),
                    extent.undeliverable(),
                    rate.perSecond(),
                    Math.ceilDiv(extent.letters(), rate.perSecond()));
        }
    }

    @Needs(Scope.DELIVERIES_RETRY)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> begin(
            Caller caller,
            HttpServletRequest request,
            @RequestHeader("Idempotency-Key") Optional<String> idempotencyKey)
            throws IOException {
        Optional<IdempotencyKey> key =
                Parameters.read(
                        "Idempotency-Key",
                        idempotencyKey,
                        value -> new IdempotencyKey(caller.reach(), value));
        ObjectNode body = RequestBodies.object(request);
        ReplayRequest read = ReplayRequest.read(caller, body);
        if (read.dryRun()) {
            Extent extent = replays.measure(read.selection());
            return ResponseEntity.ok(DryRunView.of(extent, read.rate()));
        }
        Replays.Begun begun =
                replays.begin(
                        caller,
                        read.selection(),
                        read.rate(),
                        key.map(known -> new Repeat(known, hashOf(body))));
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(HttpStatus.ACCEPTED)
                        .location(URI.create(PATH + "/" + begun.job().id()));
        if (begun.repeated()) {
            answer.header(REPEATED, "true");
        }
        return answer.body(view(begun.job()));
    }

    private static Payload hashOf(ObjectNode body) {
        return RequestHash.of(
                new Submission(
                        PATH,
                        List.of(),
                        Payload.of(body.toString().getBytes(StandardCharsets.UTF_8))));
    }

    private ReplayJobView view(ReplayJob job) {
        return ReplayJobView.of(job, clock.instant());
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping
    Page<ReplayJobView> list(
            Caller caller,
            @RequestParam Optional<String> state,
            @RequestParam Optional<String> cursor,
            @RequestParam Optional<String> limit) {
        int count = Page.limit(limit);
        return Page.of(
                replays.list(
                        caller.reach(),
                        Parameters.read("state", state, ReplayState::ofCode),
                        Page.mark(cursor, id -> TimeOrderedIds.required("rpl_", id)),
                        count + 1),
                count,
                this::view,
                job -> List.of(job.id()));
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping("/{replay}")
    ReplayJobView get(Caller caller, @PathVariable String replay) {
        return view(replays.get(caller.reach(), idOf(replay)));
    }

    @Needs(Scope.DELIVERIES_RETRY)
    @PostMapping("/{replay}/cancel")
    ReplayJobView cancel(Caller caller, @PathVariable String replay) {
        return view(replays.cancel(caller, idOf(replay)));
    }

    private static String idOf(String text) {
        return Parameters.id("replay", text, () -> Parameters.clean(text));
    }
}
