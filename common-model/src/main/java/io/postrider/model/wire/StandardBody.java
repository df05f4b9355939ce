package io.postrider.model.wire;

import io.postrider.model.Event;
import io.postrider.model.Payload;

/**
 * The body of a POST in the {@code standard} format: {@code {"id", "type", "timestamp", "data"}} as
 * Standard Webhooks 1.0 proposes, the data byte for byte as the producer wrote it.
 */
public final class StandardBody {

    private StandardBody() {}

    public static Payload render(Event event) {
        JsonBytes json = new JsonBytes(event.data().length() + 256);
        json.raw("{\"id\":").string(event.id().value());
        json.raw(",\"type\":").string(event.type().value());
        json.raw(",\"timestamp\":").string(Timestamps.format(event.time()));
        json.raw(",\"data\":").raw(event.data().bytes()).raw("}");
        return json.toPayload();
    }
}
