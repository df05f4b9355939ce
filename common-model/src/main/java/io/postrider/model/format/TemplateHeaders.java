package io.postrider.model.format;

import io.postrider.model.format.Template.Literal;
import io.postrider.model.format.Template.Part;
import io.postrider.model.format.Template.Variable;
import io.postrider.model.signature.SignatureScheme;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Headers as a format's templates say. */
final class TemplateHeaders implements PostHeaders {

    private final Format format;
    private final List<SignatureScheme> secrets;

    TemplateHeaders(Format format, List<SignatureScheme> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("there is no secret to sign with");
        }
        this.format = format;
        this.secrets =
                format.signature().overlaps() ? List.copyOf(secrets) : List.of(secrets.getFirst());
    }

    @Override
    public void write(Post post, Sink sink) {
        PostValues values = new PostValues(post);
        String signature = signature(post, values);
        format.headers()
                .forEach((name, template) ->
                        sink.set(name, fill(template, it -> header(it, values, signature))));
    }

    private static String header(Placeholder placeholder, PostValues values, String signature) {
        return placeholder == Placeholder.SIGNATURE ? signature : values.of(placeholder);
    }

    private String signature(Post post, PostValues values) {
        SignatureRule rule = format.signature();
        byte[] body = post.delivery().body().bytes();
        byte[][] content =
                rule.content().parts().stream()
                        .map(part -> content(part, body, values))
                        .toArray(byte[][]::new);
        return secrets.stream()
                .map(secret -> value(secret, secret.sign(content)))
                .collect(Collectors.joining(rule.separator().orElse("")));
    }

    private static byte[] content(Part part, byte[] body, PostValues values) {
        return switch (part) {
            case Literal(String text) -> text.getBytes(StandardCharsets.UTF_8);
            case Variable(Placeholder placeholder) when placeholder == Placeholder.BODY -> body;
            case Variable(Placeholder placeholder) ->
                    values.of(placeholder).getBytes(StandardCharsets.UTF_8);
        };
    }

    private String value(SignatureScheme secret, byte[] raw) {
        String digest =
                switch (format.signature().encoding()) {
                    case HEX -> HexFormat.of().formatHex(raw);
                    case BASE64 -> Base64.getEncoder().encodeToString(raw);
                };
        return fill(
                format.signature().value(),
                placeholder -> placeholder == Placeholder.DIGEST ? digest : secret.version());
    }

    private interface Values {
        String of(Placeholder placeholder);
    }

    private static String fill(Template template, Values values) {
        StringBuilder text = new StringBuilder();
        for (Part part : template.parts()) {
            switch (part) {
                case Literal(String literal) -> text.append(literal);
                case Variable(Placeholder placeholder) -> text.append(values.of(placeholder));
            }
        }
        return text.toString();
    }
}
