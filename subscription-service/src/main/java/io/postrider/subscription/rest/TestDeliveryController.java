package io.postrider.subscription.rest;

import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.testdelivery.TestDeliveries;
import io.postrider.subscription.testdelivery.TestEvent;
import io.postrider.subscription.testdelivery.TestResult;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Test events, sent to one webhook for real. */
@RestController
@RequestMapping("/api/v1/webhooks/{id}/test")
class TestDeliveryController {

    private final TestDeliveries tests;

    TestDeliveryController(TestDeliveries tests) {
        this.tests = tests;
    }

    /** The body, of whatever content type, is the event's data. */
    @Needs(Scope.WEBHOOKS_WRITE)
    @PostMapping
    ResponseEntity<TestDeliveryView> send(
            Caller caller,
            @PathVariable String id,
            @RequestParam("event_type") Optional<String> eventType,
            HttpServletRequest request)
            throws IOException {
        SubscriptionId webhook = Parameters.id("webhook", id, () -> new SubscriptionId(id));
        Optional<EventType> type = Parameters.read("event_type", eventType, EventType::new);
        Optional<Payload> data = RequestBodies.json(request);
        TestResult result = tests.send(caller, webhook, new TestEvent(type, data));
        return ResponseEntity.status(result.isOver() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(URI.create("/api/v1/deliveries/" + result.id()))
                .body(TestDeliveryView.of(id, result));
    }
}
