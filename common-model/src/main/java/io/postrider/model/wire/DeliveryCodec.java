package io.postrider.model.wire;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.FailedDelivery;
import io.postrider.model.FormatName;
import io.postrider.model.Payload;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Deliveries on Kafka: the value is the exact body of the POST, everything else stands in headers,
 * times in milliseconds since the epoch. Where the body could not be made yet, the value is the
 * event in the plain envelope, and a header says so.
 */
public final class DeliveryCodec {

    /** The header that parked deliveries have. */
    public static final String PARKED = ProgressHeaders.PARKED;

    /**
     * The header of a safety copy: the id that the worker gave it whose attempt at the delivery was
     * under way when it was written.
     */
    public static final String SAFETY_COPY = "postrider-safety-copy";

    private static final String DELIVERY_ID = "postrider-delivery-id";
    private static final String EVENT_ID = "postrider-event-id";
    private static final String EVENT_TYPE = "postrider-event-type";
    private static final String EVENT_POSITION = "postrider-event-position";
    private static final String TENANT = "postrider-tenant";
    private static final String SUBSCRIPTION_ID = "postrider-subscription-id";
    private static final String SUBSCRIPTION_OFFSET = "postrider-subscription-offset";
    private static final String FORMAT = "postrider-format";
    private static final String HOLDS = "postrider-holds";
    private static final String EVENT_ALIAS = "postrider-event-alias";
    private static final String CREATED_AT = "postrider-created-at";
    private static final String FAILURE_REASON = "postrider-failure-reason";
    private static final String FAILURE_DETAIL = "postrider-failure-detail";
    private static final String FAILURE_STATUS = "postrider-failure-status";
    private static final String FAILED_AT = "postrider-failed-at";

    /** What a value is that is no body. */
    private static final String AN_EVENT = "event";

    private DeliveryCodec() {}

    /** Writes a delivery, keyed by its subscription. */
    public static WireRecord encode(Delivery delivery) {
        return WireRecord.of(
                delivery.subscription().id().value(), headers(delivery), delivery.body());
    }

    /**
     * Writes a delivery whose attempt is under way.
     *
     * @param copy the id of the copy
     */
    public static WireRecord encodeSafetyCopy(Delivery delivery, String copy) {
        List<WireHeader> headers = headers(delivery);
        headers.add(new WireHeader(SAFETY_COPY, copy));
        return WireRecord.of(delivery.subscription().id().value(), headers, delivery.body());
    }

    /** Writes a failed delivery, keyed by its subscription. */
    public static WireRecord encode(FailedDelivery failed) {
        List<WireHeader> headers = headers(failed.delivery());
        headers.add(new WireHeader(FAILURE_REASON, failed.reason().code()));
        headers.add(new WireHeader(FAILURE_DETAIL, failed.detail()));
        failed.status()
                .ifPresent(status ->
                        headers.add(new WireHeader(FAILURE_STATUS, Integer.toString(status))));
        headers.add(new WireHeader(FAILED_AT, EpochMillis.text(failed.failedAt())));
        return WireRecord.of(
                failed.delivery().subscription().id().value(), headers, failed.delivery().body());
    }

    private static List<WireHeader> headers(Delivery delivery) {
        List<WireHeader> headers = new ArrayList<>(20);
        headers.addAll(EventCodec.JSON_HEADERS);
        headers.add(new WireHeader(DELIVERY_ID, delivery.id().value()));
        headers.add(new WireHeader(EVENT_ID, delivery.event().id().value()));
        headers.add(new WireHeader(EVENT_TYPE, delivery.event().type().value()));
        headers.add(new WireHeader(EVENT_POSITION, delivery.event().position().toString()));
        headers.add(new WireHeader(TENANT, delivery.event().tenant().value()));
        headers.add(new WireHeader(SUBSCRIPTION_ID, delivery.subscription().id().value()));
        headers.add(
                new WireHeader(
                        SUBSCRIPTION_OFFSET, Long.toString(delivery.subscription().offset())));
        if (!delivery.subscription().format().equals(FormatName.STANDARD)) {
            headers.add(new WireHeader(FORMAT, delivery.subscription().format().value()));
            delivery.event()
                    .alias()
                    .ifPresent(alias -> headers.add(new WireHeader(EVENT_ALIAS, alias)));
        }
        if (!delivery.rendered()) {
            headers.add(new WireHeader(HOLDS, AN_EVENT));
        }
        headers.add(new WireHeader(CREATED_AT, EpochMillis.text(delivery.createdAt())));
        ProgressHeaders.write(delivery.progress(), headers);
        return headers;
    }

    /**
     * Reads a delivery.
     *
     * @throws MalformedRecordException naming the header that is missing or wrong
     */
    public static Delivery decode(WireRecord record) {
        HeaderReader headers = new HeaderReader(record);
        Optional<FormatName> format = headers.optional(FORMAT, FormatName::new);
        Payload body =
                record.value()
                        .orElseThrow(() -> new MalformedRecordException("the record has no value"));
        return new Delivery(
                headers.required(DELIVERY_ID, DeliveryId::new),
                new Delivery.EventRef(
                        headers.required(EVENT_ID, EventId::new),
                        headers.required(EVENT_TYPE, EventType::new),
                        headers.required(TENANT, TenantId::new),
                        headers.required(EVENT_POSITION, DeliveryCodec::position),
                        format.flatMap(_ -> headers.optional(EVENT_ALIAS, text -> text))),
                subscription(headers, format),
                headers.required(CREATED_AT, EpochMillis::parse),
                ProgressHeaders.read(headers),
                body,
                headers.optional(HOLDS, DeliveryCodec::onlyAnEvent).isEmpty());
    }

    /** The subscription of a delivery that is parked; empty where it is not, or cannot be read. */
    public static Optional<Delivery.SubscriptionRef> parkedFor(WireRecord record) {
        HeaderReader headers = new HeaderReader(record);
        try {
            return ProgressHeaders.isParked(headers)
                    ? Optional.of(subscription(headers, headers.optional(FORMAT, FormatName::new)))
                    : Optional.empty();
        } catch (MalformedRecordException _) {
            return Optional.empty();
        }
    }

    private static Delivery.SubscriptionRef subscription(
            HeaderReader headers, Optional<FormatName> format) {
        return new Delivery.SubscriptionRef(
                headers.required(SUBSCRIPTION_ID, SubscriptionId::new),
                headers.required(SUBSCRIPTION_OFFSET, Long::parseLong),
                format.orElse(FormatName.STANDARD));
    }

    private static String onlyAnEvent(String holds) {
        if (!holds.equals(AN_EVENT)) {
            throw new IllegalArgumentException("must be " + AN_EVENT + ", not " + holds);
        }
        return holds;
    }

    /**
     * Reads a failed delivery.
     *
     * @throws MalformedRecordException naming the header that is missing or wrong
     */
    public static FailedDelivery decodeFailed(WireRecord record) {
        HeaderReader headers = new HeaderReader(record);
        return new FailedDelivery(
                decode(record),
                headers.required(FAILURE_REASON, DeadLetterReason::ofCode),
                headers.required(FAILURE_DETAIL, text -> text),
                headers.optional(FAILURE_STATUS, Integer::parseInt)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()),
                headers.required(FAILED_AT, EpochMillis::parse));
    }

    private static RecordPosition position(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("must be partition:offset, not " + text);
        }
        return new RecordPosition(
                Integer.parseInt(text, 0, colon, 10),
                Long.parseLong(text, colon + 1, text.length(), 10));
    }
}
