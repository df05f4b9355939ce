package io.postrider.subscription.rest;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Server-sent events, as the HTML standard has them, written one after the other. */
final class EventStream {

    private final OutputStream out;
    private final JsonMapper json;

    private EventStream(OutputStream out, JsonMapper json) {
        this.out = out;
        this.json = json;
    }

    /** Begins the answer; a fault after this can no longer be told by its status. */
    static EventStream begin(HttpServletResponse response, JsonMapper json) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // nginx would hold them back until it has a buffer full
        response.setHeader("X-Accel-Buffering", "no");
        EventStream stream = new EventStream(response.getOutputStream(), json);
        stream.comment("following");
        stream.flush();
        return stream;
    }

    /** An event whose data is one line of JSON. */
    void event(String name, Object data) throws IOException {
        write("event: %s\ndata: %s\n\n".formatted(name, json.writeValueAsString(data)));
    }

    /** One that says where a client goes on that comes again. */
    void event(String name, Object data, String id) throws IOException {
        write("id: %s\n".formatted(id));
        event(name, data);
    }

    /** Keeps the connection open, and finds out whether it is. */
    void comment(String text) throws IOException {
        write(": %s\n\n".formatted(text));
    }

    void flush() throws IOException {
        out.flush();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
