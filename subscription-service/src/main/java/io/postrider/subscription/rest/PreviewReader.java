package io.postrider.subscription.rest;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.access.Authentication;
import io.postrider.model.format.Format;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.JsonScanner;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.webhook.EndpointUrl;
import io.postrider.subscription.webhook.Formats;
import io.postrider.subscription.webhook.OwnHeaders;
import io.postrider.subscription.webhook.PostPreview.Look;
import io.postrider.subscription.webhook.SigningChoice;

import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads of which webhook and which event a POST is to be shown. */
final class PreviewReader {

    private static final String URL = "url";
    private static final String EVENT = "event";
    private static final String AUTHENTICATION = "authentication_type";
    private static final FieldNames NAMES =
            FieldNames.of(
                    "webhook_id",
                    "tenant",
                    URL,
                    "format",
                    "headers",
                    "signature_scheme",
                    AUTHENTICATION,
                    EVENT);
    private static final SubscriptionId EXAMPLE = new SubscriptionId("wh_example");

    /**
     * What stands for what was not said.
     *
     * @param event id of the event
     * @param now its time
     */
    record Absent(EventId event, Instant now) {}

    /** What was asked for. */
    record Asked(Look look, Event event) {}

    private final FieldErrors errors = new FieldErrors();
    private final Payload body;
    private final RequestFields fields;
    private final PostReader post;
    private final EndpointUrl urls;

    PreviewReader(Payload body, ObjectNode object, Formats formats, EndpointUrl urls) {
        this.body = body;
        this.fields = new RequestFields(object, NAMES, "", errors);
        this.post = new PostReader(fields, errors, formats);
        this.urls = urls;
    }

    /**
     * Reads it.
     *
     * @throws io.postrider.subscription.refusal.RefusedException naming every field that is wrong
     */
    Asked read(Caller caller, Absent absent) {
        fields.require(URL);
        fields.require(EVENT);
        TenantId tenant =
                caller.owner(
                        fields.text("tenant")
                                .flatMap(id -> errors.check("tenant", () -> new TenantId(id))));
        Format format = post.format(tenant);
        Optional<SigningChoice> signing = post.signing(format);
        Map<String, String> headers = post.shownHeaders(format);
        Optional<URI> url =
                fields.text(URL)
                        .flatMap(
                                text -> errors.check(URL, () -> urls.readWithoutLookup(text, URL)));
        Optional<SubscriptionId> id =
                fields.text("webhook_id")
                        .flatMap(
                                text -> errors.check("webhook_id", () -> new SubscriptionId(text)));
        Optional<String> authorization =
                fields.text(AUTHENTICATION)
                        .flatMap(type -> errors.check(AUTHENTICATION, () -> masked(type)));
        Optional<Event> event = fields.object(EVENT).flatMap(_ -> event(tenant, absent));
        errors.refuseIfAny();
        return new Asked(
                new Look(
                        id.orElse(EXAMPLE),
                        url.orElseThrow(IllegalStateException::new),
                        format,
                        signing.orElseThrow(IllegalStateException::new),
                        headers,
                        authorization),
                event.orElseThrow(IllegalStateException::new));
    }

    private static String masked(String type) {
        return switch (type) {
            case Authentication.Basic.TYPE -> "Basic " + OwnHeaders.MASK;
            case Authentication.Bearer.TYPE, Authentication.ClientCredentials.TYPE ->
                    "Bearer " + OwnHeaders.MASK;
            default ->
                    throw new IllegalArgumentException(
                            "%s must be %s, %s or %s, not '%s'"
                                    .formatted(
                                            AUTHENTICATION,
                                            Authentication.Basic.TYPE,
                                            Authentication.Bearer.TYPE,
                                            Authentication.ClientCredentials.TYPE,
                                            type));
        };
    }

    /** As intake reads one: its data byte for byte. */
    private Optional<Event> event(TenantId tenant, Absent absent) {
        try {
            return Optional.of(
                    EventCodec.decode(
                            new WireRecord(
                                    Optional.empty(),
                                    List.of(),
                                    JsonScanner.member(body.bytes(), EVENT)),
                            absent.now(),
                            absent::event,
                            tenant));
        } catch (MalformedRecordException e) {
            errors.add(
                    e.field().map(field -> EVENT + "." + field).orElse(EVENT),
                    EVENT + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
