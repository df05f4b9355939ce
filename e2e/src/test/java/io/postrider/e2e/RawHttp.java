package io.postrider.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** HTTP/1.1 byte by byte, for requests that no client library would send. */
final class RawHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final String STREAM = "text/event-stream";

    /**
     * An answer.
     *
     * @param status 0 when the connection was closed without one
     * @param headers by their names in lower case
     */
    record Answer(int status, Map<String, String> headers, String body) {

        static final Answer NONE = new Answer(0, Map.of(), "");

        String contentType() {
            return headers.getOrDefault("content-type", "");
        }
    }

    private final int port;
    private @Nullable Socket socket;
    private boolean hangUpAfterwards;

    RawHttp(int port) {
        this.port = port;
    }

    /** Sends the request and reads the answer to it. */
    Answer exchange(FuzzRequest request) throws IOException {
        Socket kept = socket;
        if (kept != null) {
            try {
                return exchange(kept, request);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException _) {
                // it was idle, and may have been closed just now
                hangUp();
            }
        }
        try {
            return exchange(connect(), request);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException _) {
            hangUp();
            return Answer.NONE;
        }
    }

    private Socket connect() throws IOException {
        Socket open = new Socket(InetAddress.getLoopbackAddress(), port);
        open.setSoTimeout(PATIENCE_MILLIS);
        open.setTcpNoDelay(true);
        socket = open;
        hangUpAfterwards = false;
        return open;
    }

    private Answer exchange(Socket open, FuzzRequest request) throws IOException {
        try {
            open.getOutputStream().write(request.bytes());
            open.getOutputStream().flush();
            if (request.kind() == FuzzRequest.Kind.BROKEN) {
                // it may have promised more than there is
                open.shutdownOutput();
            }
        } catch (IOException _) {
            // it may have answered before it had read all
            hangUpAfterwards = true;
        }
        InputStream in = new BufferedInputStream(open.getInputStream());
        Answer answer = read(in, request.method().equals("HEAD"));
        if (hangUpAfterwards || mustClose(answer)) {
            hangUp();
        }
        return answer;
    }

    private static boolean mustClose(Answer answer) {
        return answer.headers().getOrDefault("connection", "").equalsIgnoreCase("close")
                || answer.contentType().startsWith(STREAM);
    }

    private static Answer read(InputStream in, boolean withoutBody) throws IOException {
        String[] first = line(in).split(" ", 3);
        int status = Integer.parseInt(first[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (status == 100) {
            return read(in, withoutBody);
        }
        Answer head = new Answer(status, headers, "");
        if (withoutBody
                || status == 204
                || status == 304
                || head.contentType().startsWith(STREAM)) {
            return head;
        }
        return new Answer(status, headers, body(in, headers));
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        String length = headers.getOrDefault("content-length", "");
        if (!length.isEmpty()) {
            return new String(exactly(in, Integer.parseInt(length)), ISO_8859_1);
        }
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks(in);
        }
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    private static String chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
            body.write(exactly(in, length));
            var _ = line(in);
            if (length == 0) {
                return body.toString(ISO_8859_1);
            }
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        hangUp();
    }

    /** The next request goes over a connection of its own. */
    void hangUp() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // it is of no more use either way
            }
        }
    }
}
