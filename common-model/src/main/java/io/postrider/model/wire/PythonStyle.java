package io.postrider.model.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * As Python prints it: {@code json.dumps(json.loads(text), separators=(',', ':'), sort_keys=True)}.
 */
final class PythonStyle implements JsonStyle {

    private static final int LARGEST_PLAIN_EXPONENT = 16;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;

    /** Integers have any size; everything else is a {@code float} and prints as {@code repr}. */
    @Override
    public String number(String literal) {
        if (literal.indexOf('.') < 0 && literal.indexOf('e') < 0 && literal.indexOf('E') < 0) {
            return literal.equals("-0") ? "0" : literal;
        }
        double value = Double.parseDouble(literal);
        if (Double.isInfinite(value)) {
            // Python prints Infinity, which no JSON parser but its own would read
            return "null";
        }
        String sign = Math.copySign(1, value) < 0 ? "-" : "";
        return sign + (value == 0 ? "0.0" : print(ShortestDecimal.of(Math.abs(value))));
    }

    private static String print(ShortestDecimal decimal) {
        String digits = decimal.digits();
        int count = digits.length();
        int point = decimal.point();
        if (point > LARGEST_PLAIN_EXPONENT || point <= SMALLEST_PLAIN_EXPONENT) {
            return decimal.scientific(2);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return count <= point
                ? digits + "0".repeat(point - count) + ".0"
                : digits.substring(0, point) + "." + digits.substring(point);
    }

    @Override
    public void text(StringBuilder out, String text) {
        JsonEscapes.append(out, text, true);
    }

    @Override
    public <T> Map<String, T> inOrder(Map<String, T> members) {
        Map<String, T> ordered = new LinkedHashMap<>();
        members.keySet().stream()
                .sorted(CodePointOrder.INSTANCE)
                .forEach(name -> ordered.put(name, members.get(name)));
        return ordered;
    }
}
