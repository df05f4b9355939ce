package io.postrider.worker.endpoint;

import io.postrider.model.FormatName;
import io.postrider.model.RequestHeader;
import io.postrider.model.format.Format;
import io.postrider.model.format.PostHeaders;
import io.postrider.model.signature.SignatureScheme;

import java.util.List;

/**
 * What a subscription's POSTs look like beside their bodies.
 *
 * @param headers that the format makes
 * @param secrets the current one first
 * @param own headers that the subscription's owner wants besides
 */
public record PostShape(
        FormatName format,
        PostHeaders headers,
        List<SignatureScheme> secrets,
        List<RequestHeader> own) {

    public PostShape {
        secrets = List.copyOf(secrets);
        own = List.copyOf(own);
    }

    /**
     * The shape of the format.
     *
     * @param secrets in their text form, the current one first
     * @throws IllegalArgumentException when the format cannot sign with them
     */
    public static PostShape of(Format format, List<String> secrets, List<RequestHeader> own) {
        List<SignatureScheme> schemes =
                secrets.stream().map(format.signature().secret()::scheme).toList();
        return new PostShape(format.name(), PostHeaders.of(format, schemes), schemes, own);
    }

    /**
     * The same in another format.
     *
     * @throws IllegalArgumentException when that cannot sign with the secrets
     */
    PostShape in(Format other) {
        return of(other, secrets.stream().map(SignatureScheme::secretText).toList(), own);
    }
}
