package io.postrider.subscription.event;

import io.postrider.model.Payload;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.WireHeader;

import java.util.List;

/**
 * A request that hands events in.
 *
 * @param contentType the media type with its parameters, as it came
 * @param attributes of a CloudEvent in binary mode, named as on Kafka ({@code ce_type})
 */
public record Submission(String contentType, List<WireHeader> attributes, Payload body) {

    public Submission {
        attributes = List.copyOf(attributes);
    }

    /** The media type without its parameters, in lower case. */
    String mediaType() {
        return EventCodec.mediaType(contentType);
    }
}
