package io.postrider.model.format;

import io.postrider.model.EventId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ids of events that begin with a prefix. A producer's id that does so stays; any other becomes a
 * hash of source and id, the same for every delivery and attempt.
 *
 * @param prefix 1 to 16 letters, digits, hyphens or underscores
 */
public record EventIdStyle(String prefix) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{1,16}");
    private static final Pattern REST = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final int HASH_BYTES = 12;

    public EventIdStyle {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "must be 1 to 16 letters, digits, hyphens or underscores, not '"
                            + prefix
                            + "'");
        }
    }

    /** The id in this form. Ids are unique only together with their source, so a source counts. */
    public String of(Optional<String> source, EventId id) {
        return source.isEmpty() && hasForm(id.value()) ? id.value() : prefix + hash(source, id);
    }

    private boolean hasForm(String id) {
        return id.startsWith(prefix) && REST.matcher(id.substring(prefix.length())).matches();
    }

    private static String hash(Optional<String> source, EventId id) {
        MessageDigest sha256 = sha256();
        // the length keeps the two from running into each other
        sha256.update(
                (source.orElse("").length() + ":" + source.orElse("") + id)
                        .getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sha256.digest(), 0, HASH_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
