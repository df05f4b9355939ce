package io.postrider.subscription.rest;

import io.postrider.model.Payload;
import io.postrider.model.wire.JsonFaults;
import io.postrider.model.wire.JsonLimits;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.Utf8;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import jakarta.servlet.http.HttpServletRequest;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.Optional;

/** Reads the body of a request, no more of it than is allowed. */
final class RequestBodies {

    private static final int LONGEST_OBJECT = 256 * 1024;
    private static final int DEEPEST = 100;
    private static final JsonMapper STRICT =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(new JsonLimits(DEEPEST))
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    // a double would change numbers of filters and sample events
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private RequestBodies() {}

    /** An object, and the bytes that it was read from. */
    record Document(ObjectNode object, Payload bytes) {}

    static ObjectNode object(HttpServletRequest request) throws IOException {
        return document(request).object();
    }

    /** For where a part of it matters byte for byte. */
    static Document document(HttpServletRequest request) throws IOException {
        Payload body = jsonBytes(request);
        if (body.length() == 0) {
            throw RefusedException.malformed("The body is empty; it must be a JSON object");
        }
        if (parsed(body) instanceof ObjectNode object) {
            WholePairs.require(object);
            return new Document(object, body);
        }
        throw RefusedException.malformed("The body must be a JSON object");
    }

    /**
     * The one JSON value that is the body, byte for byte but for a byte order mark; nothing when
     * there is no body.
     */
    static Optional<Payload> json(HttpServletRequest request) throws IOException {
        Payload body = jsonBytes(request);
        if (body.length() == 0) {
            return Optional.empty();
        }
        JsonNode value = parsed(body);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(body);
    }

    private static Payload jsonBytes(HttpServletRequest request) throws IOException {
        return Payload.of(Utf8.withoutByteOrderMark(bytes(request, LONGEST_OBJECT).bytes()));
    }

    private static JsonNode parsed(Payload body) {
        try {
            return STRICT.readTree(Utf8.decode(body.bytes()));
        } catch (MalformedRecordException e) {
            throw RefusedException.malformed("The body " + e.getMessage());
        } catch (JacksonException e) {
            throw RefusedException.malformed("The body " + JsonFaults.describe(e));
        }
    }

    /** Nothing where there is no body. */
    static Optional<ObjectNode> optionalObject(HttpServletRequest request) throws IOException {
        Optional<Payload> body = json(request);
        if (body.isEmpty()) {
            return Optional.empty();
        }
        if (parsed(body.get()) instanceof ObjectNode object) {
            WholePairs.require(object);
            return Optional.of(object);
        }
        throw RefusedException.malformed("The body must be a JSON object");
    }

    static Payload bytes(HttpServletRequest request, int most) throws IOException {
        if (request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw tooLarge(most);
        }
        return Payload.of(body);
    }

    private static RefusedException tooLarge(int most) {
        return new RefusedException(
                new Refusal.TooLarge("The body may have at most %d bytes".formatted(most)));
    }
}
