package io.postrider.model.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * In which charset text is: that of the content type's parameter (RFC 2045, 5.1), UTF-8 without
 * one.
 */
record TextCharset(Charset charset) {

    private static final List<Charset> ALLOWED =
            List.of(
                    StandardCharsets.UTF_8,
                    StandardCharsets.US_ASCII,
                    StandardCharsets.ISO_8859_1,
                    StandardCharsets.UTF_16,
                    StandardCharsets.UTF_16BE,
                    StandardCharsets.UTF_16LE);
    private static final Pattern PARAMETER =
            Pattern.compile(
                    ";\\s*charset\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]*))", Pattern.CASE_INSENSITIVE);

    /**
     * The charset that the content type names.
     *
     * @param field that the content type stood in, for errors
     * @throws MalformedRecordException when it is not one of those that are read
     */
    static TextCharset of(String contentType, String field) {
        Matcher parameter = PARAMETER.matcher(contentType);
        if (!parameter.find()) {
            return new TextCharset(StandardCharsets.UTF_8);
        }
        String name = parameter.group(1) == null ? parameter.group(2) : parameter.group(1);
        return ALLOWED.stream()
                .filter(charset -> isNamed(charset, name))
                .findFirst()
                .map(TextCharset::new)
                .orElseThrow(() ->
                        new MalformedRecordException(
                                field,
                                "%s names the charset '%s'; allowed are %s"
                                        .formatted(
                                                field,
                                                name,
                                                ALLOWED.stream()
                                                        .map(Charset::name)
                                                        .collect(Collectors.joining(", ")))));
    }

    private static boolean isNamed(Charset charset, String name) {
        return charset.name().equalsIgnoreCase(name)
                || charset.aliases().stream().anyMatch(name::equalsIgnoreCase);
    }

    /**
     * The text of the data.
     *
     * @throws MalformedRecordException when the data is not in this charset
     */
    String decode(byte[] data) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(data)).toString();
        } catch (CharacterCodingException e) {
            var malformed =
                    new MalformedRecordException(
                            "data",
                            "data must be text in %s; name another charset in the content type"
                                    .formatted(charset.name()));
            malformed.initCause(e);
            throw malformed;
        }
    }
}
