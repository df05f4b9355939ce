package io.postrider.subscription.rest;

import io.postrider.model.Payload;
import io.postrider.subscription.history.DeliveryDetail.Body;

import org.jspecify.annotations.Nullable;

/** The body of a POST in an answer. */
final class PayloadView {

    private PayloadView() {}

    static @Nullable String json(Body body) {
        return switch (body) {
            case Body.Available(Payload payload) -> payload.text();
            case Body.Expired _, Body.Unavailable _ -> null;
        };
    }

    static String status(Body body) {
        return switch (body) {
            case Body.Available _ -> "available";
            case Body.Expired _ -> "expired";
            case Body.Unavailable _ -> "unavailable";
        };
    }
}
