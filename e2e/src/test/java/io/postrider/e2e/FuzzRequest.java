package io.postrider.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as it goes over the wire; its parts may be anything.
 *
 * @param operation that it was made for
 * @param framed whether the length of the body is told
 */
@SuppressWarnings("ArrayRecordComponent") // requests are sent, never compared
record FuzzRequest(
        ApiOperation operation,
        Kind kind,
        String method,
        String target,
        String version,
        List<Header> headers,
        byte[] body,
        boolean framed) {

    enum Kind {
        VALID,
        NEARLY_VALID,
        HOSTILE,
        /** No HTTP/1.1 that can be answered by what it asks for. */
        BROKEN
    }

    /** One line of the head, written as it is. */
    record Header(String name, String value) {}

    FuzzRequest(ApiOperation operation, String target, List<Header> headers, byte[] body) {
        this(
                operation,
                Kind.VALID,
                operation.method(),
                target,
                "HTTP/1.1",
                List.copyOf(headers),
                body,
                true);
    }

    FuzzRequest as(Kind other) {
        return new FuzzRequest(operation, other, method, target, version, headers, body, framed);
    }

    FuzzRequest withMethod(String other) {
        return new FuzzRequest(operation, kind, other, target, version, headers, body, framed);
    }

    FuzzRequest withTarget(String other) {
        return new FuzzRequest(operation, kind, method, other, version, headers, body, framed);
    }

    FuzzRequest withVersion(String other) {
        return new FuzzRequest(operation, kind, method, target, other, headers, body, framed);
    }

    FuzzRequest withBody(byte[] other) {
        return new FuzzRequest(operation, kind, method, target, version, headers, other, framed);
    }

    /** In place of those of the name. */
    FuzzRequest withHeader(String name, String value) {
        return without(name).plusHeader(name, value);
    }

    FuzzRequest plusHeader(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new FuzzRequest(operation, kind, method, target, version, more, body, framed);
    }

    FuzzRequest without(String name) {
        List<Header> fewer = new ArrayList<>(headers);
        fewer.removeIf(header -> header.name().equalsIgnoreCase(name));
        return new FuzzRequest(operation, kind, method, target, version, fewer, body, framed);
    }

    /** Without the length of its body: the headers say how it is framed, or nothing does. */
    FuzzRequest unframed() {
        return new FuzzRequest(operation, kind, method, target, version, headers, body, false);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 512);
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(target).append(' ').append(version);
        head.append("\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (framed && (body.length > 0 || !method.equals("GET"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        bytes.writeBytes(head.toString().getBytes(isLatin(head) ? ISO_8859_1 : UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static boolean isLatin(CharSequence text) {
        return text.chars().allMatch(c -> c < 256);
    }

    @Override
    public String toString() {
        String text = new String(bytes(), ISO_8859_1);
        return "%s %s:%n%s"
                .formatted(
                        operation, kind, text.length() > 1_500 ? text.substring(0, 1_500) : text);
    }
}
