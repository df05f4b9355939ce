package io.postrider.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP/1.1 requests from one connection. */
final class HttpReader {

    private final InputStream in;
    private final OutputStream out;

    HttpReader(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in);
        this.out = out;
    }

    /** Empty when the client has closed the connection between two requests. */
    Optional<Received> next() throws IOException {
        Optional<String> requestLine = line();
        if (requestLine.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = requestLine.get().split(" ", 3);
        if (parts.length != 3) {
            throw new IOException("Not a request line: " + requestLine.get());
        }
        Map<String, List<String>> headers = headers();
        if (headers.getOrDefault("Expect", List.of()).stream()
                .anyMatch("100-continue"::equalsIgnoreCase)) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        byte[] body = body(headers);
        return Optional.of(new Received(Instant.now(), parts[0], parts[1], headers, body));
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = mandatoryLine(); !line.isEmpty(); line = mandatoryLine()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("Not a header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("Transfer-Encoding")) {
            return chunks();
        }
        List<String> length = headers.getOrDefault("Content-Length", List.of("0"));
        return exactly(Integer.parseInt(length.getFirst()));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = mandatoryLine().split(";", 2)[0].strip();
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                headers(); // the trailers
                return body.toByteArray();
            }
            body.write(exactly(length));
            mandatoryLine();
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The client closed in the middle of a body");
        }
        return bytes;
    }

    private String mandatoryLine() throws IOException {
        return line().orElseThrow(() -> new EOFException("The client closed inside a header"));
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            line.write(next);
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8).stripTrailing());
    }
}
