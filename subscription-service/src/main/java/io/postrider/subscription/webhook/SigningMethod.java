package io.postrider.subscription.webhook;

import io.postrider.model.signature.Ed25519;
import io.postrider.model.signature.HmacSha256;
import io.postrider.model.signature.SignatureScheme;

import java.util.Arrays;

/** How the POSTs of a subscription are signed. */
public enum SigningMethod {
    HMAC_SHA256("hmac-sha256"),
    ED25519("ed25519");

    private final String code;

    SigningMethod(String code) {
        this.code = code;
    }

    /** As the API spells it. */
    public String code() {
        return code;
    }

    /**
     * The method that the code spells.
     *
     * @throws IllegalArgumentException naming the codes there are
     */
    public static SigningMethod ofCode(String code) {
        return Arrays.stream(values())
                .filter(method -> method.code.equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "signature_scheme must be hmac-sha256 or ed25519, not '%s'"
                                        .formatted(code)));
    }

    public static SigningMethod of(SignatureScheme scheme) {
        return switch (scheme) {
            case HmacSha256 _ -> HMAC_SHA256;
            case Ed25519 _ -> ED25519;
        };
    }
}
