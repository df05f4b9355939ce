package io.postrider.model.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * As {@code JSON.stringify(JSON.parse(text))} prints it (ECMAScript 2025, 25.5). RFC 8785 takes
 * numbers and escapes from there too.
 */
final class EcmaScriptStyle implements JsonStyle {

    /** Beyond it a name is no array index (ECMAScript 2025, 6.1.7). */
    private static final long LARGEST_INDEX = 4_294_967_294L;

    private static final int MOST_INDEX_DIGITS = 10;

    /** Digits that are surely exact and print as they are written. */
    private static final int MOST_PLAIN_DIGITS = 15;

    private static final int LARGEST_PLAIN_EXPONENT = 21;
    private static final int SMALLEST_PLAIN_EXPONENT = -6;

    private final boolean sorted;

    EcmaScriptStyle(boolean sorted) {
        this.sorted = sorted;
    }

    @Override
    public String number(String literal) {
        if (isPlainInteger(literal)) {
            return literal;
        }
        double value = Double.parseDouble(literal);
        if (Double.isInfinite(value)) {
            // JSON.parse reads Infinity, and JSON.stringify has no word for it
            return "null";
        }
        if (value == 0) {
            return "0";
        }
        return (value < 0 ? "-" : "") + print(ShortestDecimal.of(Math.abs(value)));
    }

    private static boolean isPlainInteger(String literal) {
        if (literal.length() > MOST_PLAIN_DIGITS || literal.equals("-0")) {
            return false;
        }
        for (int i = literal.charAt(0) == '-' ? 1 : 0; i < literal.length(); i++) {
            if (!isDigit(literal.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Number::toString (ECMAScript 2025, 6.1.6.1.20). */
    private static String print(ShortestDecimal decimal) {
        String digits = decimal.digits();
        int count = digits.length();
        int point = decimal.point();
        if (point > LARGEST_PLAIN_EXPONENT || point <= SMALLEST_PLAIN_EXPONENT) {
            return decimal.scientific(1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return count <= point
                ? digits + "0".repeat(point - count)
                : digits.substring(0, point) + "." + digits.substring(point);
    }

    @Override
    public void text(StringBuilder out, String text) {
        JsonEscapes.append(out, text, false);
    }

    /** Array indices come first, in numeric order, then the rest. */
    @Override
    public <T> Map<String, T> inOrder(Map<String, T> members) {
        List<String> indices = new ArrayList<>();
        List<String> names = new ArrayList<>(members.size());
        members.keySet().forEach(name -> (isIndex(name) ? indices : names).add(name));
        if (indices.isEmpty() && !sorted) {
            return members;
        }
        indices.sort(Comparator.comparingLong(Long::parseLong));
        if (sorted) {
            names.sort(CodePointOrder.INSTANCE);
        }
        Map<String, T> ordered = new LinkedHashMap<>();
        indices.forEach(name -> ordered.put(name, members.get(name)));
        names.forEach(name -> ordered.put(name, members.get(name)));
        return ordered;
    }

    private static boolean isIndex(String name) {
        int length = name.length();
        if (length == 0 || length > MOST_INDEX_DIGITS || (length > 1 && name.charAt(0) == '0')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isDigit(name.charAt(i))) {
                return false;
            }
        }
        return Long.parseLong(name) <= LARGEST_INDEX;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
