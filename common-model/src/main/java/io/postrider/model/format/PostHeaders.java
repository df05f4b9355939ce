package io.postrider.model.format;

import io.postrider.model.Delivery;
import io.postrider.model.FormatName;
import io.postrider.model.signature.SignatureScheme;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Makes the headers of POSTs of one webhook, what signs them included. */
public sealed interface PostHeaders permits StandardHeaders, TemplateHeaders {

    /**
     * An attempt.
     *
     * @param at what signatures and headers give as its time
     * @param nonces asked for one only where the format has it
     */
    record Post(Delivery delivery, Instant at, Supplier<String> nonces) {}

    /** Where headers go. */
    interface Sink {
        /** Takes a header in, instead of any other of its name. */
        void set(String name, String value);
    }

    /** Writes the headers of the attempt, Content-Type included where it is not JSON's own. */
    void write(Post post, Sink sink);

    /**
     * The headers of the format.
     *
     * @param secrets the current one first
     * @throws IllegalArgumentException when there is none, but must be
     */
    static PostHeaders of(Format format, List<SignatureScheme> secrets) {
        return format.name().equals(FormatName.STANDARD)
                ? new StandardHeaders(secrets)
                : new TemplateHeaders(format, secrets);
    }
}
