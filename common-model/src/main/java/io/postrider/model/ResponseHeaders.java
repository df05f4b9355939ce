package io.postrider.model;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The headers of an endpoint's answer, as far as there is room for them: {@link #MOST_CHARACTERS}.
 * What is too long is left out.
 *
 * @param lines one a header, {@code name: value} with the name in lower case, with line feeds
 *     between them
 */
public record ResponseHeaders(String lines) {

    /** Of all lines together. */
    public static final int MOST_CHARACTERS = 1024;

    /** There was no answer, or it had none. */
    public static final ResponseHeaders NONE = new ResponseHeaders("");

    private static final String SEPARATOR = ": ";
    private static final String MASK = "********";
    private static final Set<String> SECRET = Set.of("set-cookie", "set-cookie2");

    /** Keeps what there is room for; cookies are kept by name alone. */
    public static ResponseHeaders of(Iterable<Map.Entry<String, String>> headers) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = SECRET.contains(name) ? MASK : clean(header.getValue());
            int more = 1 + name.length() + SEPARATOR.length() + value.length();
            if (lines.length() + more > MOST_CHARACTERS) {
                continue;
            }
            if (!lines.isEmpty()) {
                lines.append('\n');
            }
            lines.append(name).append(SEPARATOR).append(value);
        }
        return lines.isEmpty() ? NONE : new ResponseHeaders(lines.toString());
    }

    /** What RFC 9110 does not allow in a value would end its line, or be refused by PostgreSQL. */
    private static String clean(String value) {
        boolean isClean = value.chars().noneMatch(ResponseHeaders::isControl);
        return isClean
                ? value
                : value.codePoints()
                        .map(c -> isControl(c) ? '\uFFFD' : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
    }

    private static boolean isControl(int c) {
        return (c < ' ' && c != '\t') || c == 0x7f;
    }

    /** By name; values of one name are joined by commas, as RFC 9110 has it. */
    public Map<String, String> byName() {
        Map<String, String> values = new LinkedHashMap<>();
        lines.lines()
                .forEach(line -> {
                    int end = line.indexOf(SEPARATOR);
                    if (end > 0) {
                        values.merge(
                                line.substring(0, end),
                                line.substring(end + SEPARATOR.length()),
                                (one, other) -> one + ", " + other);
                    }
                });
        return values;
    }
}
