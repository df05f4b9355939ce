package io.postrider.model.wire;

import io.postrider.model.Payload;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes JSON apart one level deep and leaves what lies below as the bytes that came, so that no
 * number, escape or order of keys is changed on the way through.
 */
public final class JsonScanner {

    private JsonScanner() {}

    /**
     * One value.
     *
     * @param token its first token
     * @param text of a scalar; empty for an object or array
     * @param start of its bytes in the document
     * @param end behind them
     */
    record Value(JsonToken token, String text, Payload document, int start, int end) {

        /** A copy of the bytes exactly as they stand in the document. */
        Payload bytes() {
            return Payload.of(Arrays.copyOfRange(document.bytes(), start, end));
        }
    }

    /**
     * The members of an object, in order.
     *
     * @throws MalformedRecordException when it is not one JSON object, or names a member twice
     */
    static Map<String, Value> members(byte[] json) {
        return scan(
                json,
                parser -> {
                    if (parser.nextToken() != JsonToken.START_OBJECT) {
                        throw new MalformedRecordException("must be a JSON object");
                    }
                    Map<String, Value> members = new LinkedHashMap<>();
                    while (parser.nextToken() != JsonToken.END_OBJECT) {
                        String name = parser.currentName();
                        parser.nextToken();
                        if (members.put(name, value(parser, json)) != null) {
                            throw new MalformedRecordException(
                                    name, "'" + name + "' must not be given twice");
                        }
                    }
                    return members;
                });
    }

    /**
     * The elements of an array, each as it stands.
     *
     * @throws MalformedRecordException when it is not one JSON array
     */
    public static List<Payload> elements(byte[] json) {
        return scan(
                json,
                parser -> {
                    if (parser.nextToken() != JsonToken.START_ARRAY) {
                        throw new MalformedRecordException("must be a JSON array");
                    }
                    List<Payload> elements = new ArrayList<>();
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        elements.add(value(parser, json).bytes());
                    }
                    return elements;
                });
    }

    /**
     * The member of the name, as it stands.
     *
     * @throws MalformedRecordException when it is not one JSON object, or names a member twice
     */
    public static Optional<Payload> member(byte[] json, String name) {
        return Optional.ofNullable(members(json).get(name)).map(Value::bytes);
    }

    /**
     * The one JSON value that the bytes are, as it stands, without a byte order mark.
     *
     * @throws MalformedRecordException when they are not
     */
    static Payload whole(byte[] bytes) {
        byte[] json = Utf8.withoutByteOrderMark(bytes);
        String text = Utf8.decode(json);
        return scan(
                () -> Json.FACTORY.createParser(ObjectReadContext.empty(), text),
                parser -> {
                    if (parser.nextToken() == null) {
                        throw new MalformedRecordException("must be a JSON value, not empty");
                    }
                    parser.skipChildren();
                    parser.finishToken();
                    return Payload.of(json);
                });
    }

    private interface Scan<T> {
        T read(JsonParser parser);
    }

    private static <T> T scan(byte[] json, Scan<T> scan) {
        Utf8.require(json);
        return scan(() -> Json.FACTORY.createParser(ObjectReadContext.empty(), json), scan);
    }

    private static <T> T scan(Supplier<JsonParser> open, Scan<T> scan) {
        try (JsonParser parser = open.get()) {
            T result = scan.read(parser);
            if (parser.nextToken() != null) {
                throw new MalformedRecordException("must be one JSON value with nothing after it");
            }
            return result;
        } catch (JacksonException e) {
            throw new MalformedRecordException(JsonFaults.describe(e), e);
        }
    }

    private static Value value(JsonParser parser, byte[] json) {
        JsonToken token = parser.currentToken();
        int start = offset(parser.currentTokenLocation().getByteOffset(), json);
        String text = token.isScalarValue() ? parser.getString() : "";
        parser.skipChildren();
        parser.finishToken();
        int end = offset(parser.currentLocation().getByteOffset(), json);
        return new Value(token, text, Payload.of(json), start, end);
    }

    /** Offsets count bytes only while the parser reads UTF-8; it also takes UTF-16 and UTF-32. */
    private static int offset(long byteOffset, byte[] json) {
        if (byteOffset < 0 || byteOffset > json.length) {
            throw new MalformedRecordException("must be JSON in UTF-8");
        }
        return (int) byteOffset;
    }
}
