package io.postrider.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What a receiver does with a request it has read. */
public sealed interface Answer {

    /** A whole HTTP response, after a delay. */
    @SuppressWarnings("ArrayRecordComponent") // answers are never compared
    record Response(
            int status, List<Map.Entry<String, String>> headers, byte[] body, Duration delay)
            implements Answer {

        public Response withHeader(String name, String value) {
            List<Map.Entry<String, String>> more = new ArrayList<>(headers);
            more.add(Map.entry(name, value));
            return new Response(status, List.copyOf(more), body, delay);
        }

        public Response withBody(String text) {
            return withBody(text.getBytes(StandardCharsets.UTF_8));
        }

        public Response withBody(byte[] bytes) {
            return new Response(status, headers, bytes, delay);
        }

        public Response after(Duration later) {
            return new Response(status, headers, body, later);
        }
    }

    /** Never answers; the connection stays open until the client or the receiver closes. */
    record Hang() implements Answer {}

    /** A TCP reset. */
    record Reset() implements Answer {}

    /** An orderly close without an answer. */
    record HangUp() implements Answer {}

    /** Writes the beginning, then one more piece again and again for ever. */
    record Dripping(String beginning, String drop, Duration every) implements Answer {}

    /**
     * Bytes as they are.
     *
     * @param kept whether the connection stays open for another request; otherwise it is closed in
     *     an orderly way
     */
    @SuppressWarnings("ArrayRecordComponent") // answers are never compared
    record Raw(byte[] bytes, boolean kept) implements Answer {}

    /** Waits until the gate is opened, then does the other. */
    record Held(CountDownLatch gate, Answer then) implements Answer {}

    static Response ok() {
        return status(200);
    }

    static Response status(int status) {
        return new Response(status, List.of(), new byte[0], Duration.ZERO);
    }

    static Answer hang() {
        return new Hang();
    }

    static Answer reset() {
        return new Reset();
    }

    static Answer hangUp() {
        return new HangUp();
    }

    /** 200, once the gate is opened. */
    static Answer heldUntil(CountDownLatch gate) {
        return new Held(gate, ok());
    }

    /** A body that never ends, a byte every 50 ms. */
    static Answer dripping() {
        return new Dripping(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "1\r\nx\r\n",
                Duration.ofMillis(50));
    }

    /** A header that never ends, a byte every 50 ms. */
    static Answer drippingHeader() {
        return new Dripping("HTTP/1.1 200 OK\r\nX-Slow: ", "x", Duration.ofMillis(50));
    }

    /** As many bytes as the client cares to read. */
    static Answer flooding() {
        String piece = "x".repeat(0x4000);
        return new Dripping(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "4000\r\n" + piece + "\r\n",
                Duration.ZERO);
    }

    static Answer garbage() {
        return raw("\u0001\u0002 this is not HTTP\r\n\r\n");
    }

    /** 200, with so many bytes of headers before the body. */
    static Answer headers(int bytes) {
        String line = "X-Padding: " + "x".repeat(1_011) + "\r\n";
        return raw(
                "HTTP/1.1 200 OK\r\n"
                        + line.repeat(Math.ceilDiv(bytes, line.length()))
                        + "Content-Length: 0\r\n\r\n");
    }

    static Answer raw(String bytes) {
        return new Raw(bytes.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    /** As {@link #raw}, but the connection stays open for another request. */
    static Answer rawAndKept(String bytes) {
        return new Raw(bytes.getBytes(StandardCharsets.ISO_8859_1), true);
    }
}
