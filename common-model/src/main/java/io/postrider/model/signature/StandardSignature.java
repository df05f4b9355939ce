package io.postrider.model.signature;

import io.postrider.model.DeliveryId;
import io.postrider.model.Payload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * The three headers of Standard Webhooks 1.0.
 *
 * @param id {@code webhook-id}: the delivery, the same on every attempt
 * @param timestamp {@code webhook-timestamp}: seconds since the epoch, of this attempt
 * @param signature {@code webhook-signature}: one per secret, separated by spaces
 */
public record StandardSignature(String id, String timestamp, String signature) {

    public static final String ID_HEADER = "webhook-id";
    public static final String TIMESTAMP_HEADER = "webhook-timestamp";
    public static final String SIGNATURE_HEADER = "webhook-signature";

    /** Signs the body for an attempt at the instant. */
    public static StandardSignature sign(
            DeliveryId delivery, Instant at, Payload body, List<SignatureScheme> secrets) {
        return sign(delivery.value(), at.getEpochSecond(), body, secrets);
    }

    static StandardSignature sign(
            String id, long epochSecond, Payload body, List<SignatureScheme> secrets) {
        String timestamp = Long.toString(epochSecond);
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        StringBuilder signatures = new StringBuilder();
        for (SignatureScheme secret : secrets) {
            if (!signatures.isEmpty()) {
                signatures.append(' ');
            }
            byte[] signature = secret.sign(head, body.bytes());
            signatures
                    .append(secret.version())
                    .append(',')
                    .append(Base64.getEncoder().encodeToString(signature));
        }
        return new StandardSignature(id, timestamp, signatures.toString());
    }
}
