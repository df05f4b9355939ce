package io.postrider.model.format;

import io.postrider.model.format.Template.Literal;
import io.postrider.model.format.Template.Part;
import io.postrider.model.format.Template.Variable;
import io.postrider.model.signature.SignatureScheme;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;

/** What is signed of one POST, as the rule of its format says. */
final class SignedContent {

    private final SignatureRule rule;
    private final byte[][] content;

    SignedContent(SignatureRule rule, byte[] body, Function<Placeholder, String> values) {
        this.rule = rule;
        this.content =
                rule.content().parts().stream()
                        .map(part -> bytes(part, body, values))
                        .toArray(byte[][]::new);
    }

    private static byte[] bytes(Part part, byte[] body, Function<Placeholder, String> values) {
        return switch (part) {
            case Literal(String text) -> text.getBytes(StandardCharsets.UTF_8);
            case Variable(Placeholder placeholder) when placeholder == Placeholder.BODY -> body;
            case Variable(Placeholder placeholder) ->
                    values.apply(placeholder).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** The signature of the secret as the receiver reads it. */
    String signedWith(SignatureScheme secret) {
        byte[] raw = secret.sign(content);
        String digest =
                switch (rule.encoding()) {
                    case HEX -> HexFormat.of().formatHex(raw);
                    case BASE64 -> Base64.getEncoder().encodeToString(raw);
                };
        return rule.value()
                .fill(placeholder -> placeholder == Placeholder.DIGEST ? digest : secret.version());
    }
}
