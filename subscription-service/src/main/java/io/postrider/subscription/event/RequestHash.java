package io.postrider.subscription.event;

import io.postrider.model.Payload;
import io.postrider.model.wire.WireHeader;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells whether two requests say the same. */
public final class RequestHash {

    private RequestHash() {}

    public static Payload of(Submission submission) {
        MessageDigest sha256 = sha256();
        update(sha256, submission.contentType().getBytes(StandardCharsets.UTF_8));
        for (WireHeader header : submission.attributes()) {
            update(sha256, header.name().getBytes(StandardCharsets.UTF_8));
            update(sha256, header.value());
        }
        update(sha256, submission.body().bytes());
        return Payload.of(sha256.digest());
    }

    private static void update(MessageDigest digest, byte[] part) {
        digest.update(
                new byte[] {
                    (byte) (part.length >>> 24),
                    (byte) (part.length >>> 16),
                    (byte) (part.length >>> 8),
                    (byte) part.length
                });
        digest.update(part);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
