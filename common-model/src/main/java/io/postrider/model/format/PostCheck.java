package io.postrider.model.format;

import io.postrider.model.format.Template.Variable;
import io.postrider.model.signature.SignatureScheme;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks how a POST is signed, as a receiver would that knows its format. How old it is does not
 * matter.
 */
public record PostCheck(Format format) {

    /** No sender has so many secrets at a time; who sends more is no sender of ours. */
    private static final int MOST_SIGNATURES = 20;

    /** What comes of it. */
    public enum Result {
        /** One of the signatures is that of a secret. */
        VALID,
        /** None of them is. */
        INVALID,
        /** There is none where the format has it. */
        UNSIGNED,
        /** The format signs something that the POST does not show. */
        UNCHECKABLE
    }

    /**
     * Checks a POST.
     *
     * @param headers by name in lower case
     */
    public Result check(Map<String, String> headers, byte[] body, List<SignatureScheme> secrets) {
        Map<Placeholder, String> shown = read(headers);
        @Nullable String signature = shown.get(Placeholder.SIGNATURE);
        if (signature == null) {
            return Result.UNSIGNED;
        }
        SignatureRule rule = format.signature();
        if (!showsAll(rule.content(), shown)) {
            return Result.UNCHECKABLE;
        }
        var content =
                new SignedContent(rule, body, name -> Objects.requireNonNull(shown.get(name)));
        List<String> given =
                rule.separator()
                        .map(separator -> pieces(signature, separator))
                        .orElse(List.of(signature));
        boolean right =
                secrets.stream()
                        .map(content::signedWith)
                        .anyMatch(wanted -> given.stream().anyMatch(it -> same(it, wanted)));
        return right ? Result.VALID : Result.INVALID;
    }

    private static List<String> pieces(String signature, String separator) {
        return Arrays.stream(signature.split(Pattern.quote(separator), MOST_SIGNATURES + 1))
                .limit(MOST_SIGNATURES)
                .toList();
    }

    private Map<Placeholder, String> read(Map<String, String> headers) {
        Map<Placeholder, String> shown = new EnumMap<>(Placeholder.class);
        format.headers()
                .forEach((name, template) ->
                        Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
                                .flatMap(template::read)
                                .ifPresent(shown::putAll));
        return shown;
    }

    private static boolean showsAll(Template content, Map<Placeholder, String> shown) {
        return content.parts().stream()
                .allMatch(part ->
                        !(part instanceof Variable(Placeholder placeholder))
                                || placeholder == Placeholder.BODY
                                || shown.containsKey(placeholder));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
