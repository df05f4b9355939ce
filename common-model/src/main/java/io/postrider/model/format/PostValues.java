package io.postrider.model.format;

import io.postrider.model.Delivery;
import io.postrider.model.format.PostHeaders.Post;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What placeholders stand for in the headers of one attempt, and in what it signs. */
final class PostValues {

    private static final String HEX = "0123456789ABCDEF";

    private final Post post;
    private @Nullable String nonce;

    PostValues(Post post) {
        this.post = post;
    }

    String of(Placeholder placeholder) {
        Delivery delivery = post.delivery();
        return switch (placeholder) {
            case EVENT_ID -> visible(delivery.event().shownId());
            case EVENT_TYPE -> delivery.event().type().value();
            case EVENT_TENANT -> delivery.event().tenant().value();
            case WEBHOOK_ID -> delivery.subscription().id().value();
            case DELIVERY_ID -> delivery.id().value();
            case DELIVERY_TIME_ISO -> delivery.createdAt().toString();
            case DELIVERY_TIME_SECONDS -> seconds(delivery.createdAt());
            case DELIVERY_TIME_MILLIS -> millis(delivery.createdAt());
            case ATTEMPT_NUMBER -> Integer.toString(delivery.progress().attempts() + 1);
            case ATTEMPT_NONCE -> nonce();
            case ATTEMPT_TIME_ISO -> post.at().toString();
            case ATTEMPT_TIME_SECONDS -> seconds(post.at());
            case ATTEMPT_TIME_MILLIS -> millis(post.at());
            default -> throw new IllegalStateException(placeholder.text() + " is none of a header");
        };
    }

    private static String seconds(Instant instant) {
        return Long.toString(instant.getEpochSecond());
    }

    private static String millis(Instant instant) {
        return Long.toString(instant.toEpochMilli());
    }

    /** The same wherever the attempt names it. */
    private String nonce() {
        String known = nonce;
        if (known == null) {
            known = post.nonces().get();
            nonce = known;
        }
        return known;
    }

    /** As CloudEvents 1.0 writes text into headers: what is not visible ASCII, percent-encoded. */
    private static String visible(String text) {
        if (text.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '%')) {
            return text;
        }
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b <= '~' && b != '"' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
            }
        }
        return encoded.toString();
    }
}
