package io.postrider.model;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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

    /** RFC 9110 allows none in a value: it would end its line, or be refused by PostgreSQL. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    private static final Set<String> SECRET = Set.of("set-cookie", "set-cookie2");

    /** Keeps what there is room for; cookies are kept by name alone. */
    public static ResponseHeaders of(Iterable<Map.Entry<String, String>> headers) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value =
                    SECRET.contains(name)
                            ? MASK
                            : CONTROL.matcher(header.getValue()).replaceAll("\uFFFD");
            int more = 1 + name.length() + SEPARATOR.length() + value.length();
            if (lines.length() + more <= MOST_CHARACTERS) {
                lines.append(lines.isEmpty() ? "" : "\n");
                lines.append(name).append(SEPARATOR).append(value);
            }
        }
        return lines.isEmpty() ? NONE : new ResponseHeaders(lines.toString());
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
