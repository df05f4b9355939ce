package io.postrider.model.format;

import io.postrider.model.signature.SignatureScheme;

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
                        sink.set(name, template.fill(it -> header(it, values, signature))));
    }

    private static String header(Placeholder placeholder, PostValues values, String signature) {
        return placeholder == Placeholder.SIGNATURE ? signature : values.of(placeholder);
    }

    private String signature(Post post, PostValues values) {
        SignatureRule rule = format.signature();
        var content = new SignedContent(rule, post.delivery().body().bytes(), values::of);
        return secrets.stream()
                .map(content::signedWith)
                .collect(Collectors.joining(rule.separator().orElse("")));
    }
}
