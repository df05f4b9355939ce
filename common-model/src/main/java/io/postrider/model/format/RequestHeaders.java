package io.postrider.model.format;

import io.postrider.model.RequestHeader;
import io.postrider.model.format.PostHeaders.Post;
import io.postrider.model.format.PostHeaders.Sink;

import java.util.List;
import java.util.Optional;

/**
 * All that stands in the head of a POST, but for what the connection needs. The owner's headers
 * stand instead of the user agent, the format's instead of any.
 *
 * @param own headers that the subscription's owner wants besides
 * @param authorization value of the header of that name
 * @param format what the format makes
 */
public record RequestHeaders(
        String userAgent,
        List<RequestHeader> own,
        Optional<String> authorization,
        PostHeaders format) {

    /** Writes the headers of the attempt. Their names are in any case. */
    public void write(Post post, Sink sink) {
        sink.set("user-agent", userAgent);
        own.forEach(header -> sink.set(header.name(), header.value()));
        authorization.ifPresent(value -> sink.set("authorization", value));
        sink.set("content-type", "application/json");
        sink.set("content-length", Integer.toString(post.delivery().body().length()));
        format.write(post, sink);
    }
}
