package io.postrider.model.wire;

import io.postrider.model.Payload;

import tools.jackson.core.io.JsonStringEncoder;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes JSON around values that are JSON already. */
final class JsonBytes {

    private final ByteArrayOutputStream out;

    JsonBytes(int expectedBytes) {
        out = new ByteArrayOutputStream(expectedBytes);
    }

    JsonBytes raw(String json) {
        return raw(json.getBytes(StandardCharsets.UTF_8));
    }

    JsonBytes raw(byte[] json) {
        out.writeBytes(json);
        return this;
    }

    JsonBytes string(String text) {
        out.write('"');
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        out.write('"');
        return this;
    }

    Payload toPayload() {
        return Payload.of(out.toByteArray());
    }
}
