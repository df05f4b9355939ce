package io.postrider.model.format;

import java.util.Optional;

/**
 * What is signed, and how a header shows it.
 *
 * @param secret which secrets there are and what key they give
 * @param content what is signed; the body stands in it once
 * @param encoding of the raw signature
 * @param value the signature of one secret as the receiver reads it
 * @param separator between the signatures of several secrets; without one, only the current secret
 *     signs, and an overlap of two is not possible
 */
public record SignatureRule(
        SecretStyle secret,
        Template content,
        Encoding encoding,
        Template value,
        Optional<String> separator) {

    /** How a raw signature becomes text. */
    public enum Encoding {
        /** Lower case. */
        HEX,
        /** RFC 4648, section 4, with padding. */
        BASE64
    }

    public SignatureRule {
        long bodies =
                content.parts().stream()
                        .filter(new Template.Variable(Placeholder.BODY)::equals)
                        .count();
        if (bodies != 1) {
            throw new IllegalArgumentException("content must hold ${body} once");
        }
        if (!value.has(Placeholder.DIGEST)) {
            throw new IllegalArgumentException("value must hold ${digest}");
        }
    }

    /** Whether two secrets can sign a POST, so that a receiver may change from one to the other. */
    public boolean overlaps() {
        return separator.isPresent();
    }
}
