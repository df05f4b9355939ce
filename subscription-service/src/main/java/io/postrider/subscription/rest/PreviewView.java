package io.postrider.subscription.rest;

import io.postrider.model.signature.Ed25519;
import io.postrider.model.signature.SignatureScheme;
import io.postrider.subscription.webhook.PostPreview.Shown;
import io.postrider.subscription.webhook.ShownLine;
import io.postrider.subscription.webhook.SigningMethod;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A POST as it would be sent.
 *
 * @param body its bytes, read as UTF-8
 * @param bodyBytes how many there are
 * @param exampleSecret what signed it, and signs nothing else
 * @param examplePublicKey of an ed25519 signature
 */
record PreviewView(
        String method,
        String url,
        List<HeaderView> headers,
        String body,
        int bodyBytes,
        String eventId,
        String deliveryId,
        String signatureScheme,
        String exampleSecret,
        @Nullable String examplePublicKey) {

    /** One header, and who wants it: postrider, format, webhook or authentication. */
    record HeaderView(String name, String value, String origin) {

        static HeaderView of(ShownLine line) {
            return new HeaderView(line.name(), line.value(), line.origin().code());
        }
    }

    static PreviewView of(Shown shown) {
        SignatureScheme secret = shown.secret();
        return new PreviewView(
                "POST",
                shown.url().toString(),
                shown.headers().stream().map(HeaderView::of).toList(),
                shown.delivery().body().text(),
                shown.delivery().body().length(),
                shown.delivery().event().id().value(),
                shown.delivery().id().value(),
                SigningMethod.of(secret).code(),
                secret.secretText(),
                secret instanceof Ed25519 pair ? pair.verificationKeyText() : null);
    }
}
