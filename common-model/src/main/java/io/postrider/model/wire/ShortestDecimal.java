package io.postrider.model.wire;

import java.math.BigDecimal;

/**
 * The shortest decimal that reads back as a given double, and of those the nearest to it: {@code
 * 0.digits} times ten to the power of {@code point}.
 *
 * @param digits no zeros at either end
 */
record ShortestDecimal(String digits, int point) {

    private static final int TEN = 10;

    /** Of a positive, finite number. */
    static ShortestDecimal of(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = decimal.unscaledValue().toString();
        int point = decimal.precision() - decimal.scale();
        return digits.length() == 2 ? shorter(value, digits, point) : of(digits, point);
    }

    private static ShortestDecimal of(String digits, int point) {
        return new ShortestDecimal(digits, point);
    }

    /**
     * {@link Double#toString} takes two digits where one would do, if two are nearer: {@code
     * 4.9E-324}, which everybody else calls {@code 5e-324}.
     */
    private static ShortestDecimal shorter(double value, String digits, int point) {
        int tens = digits.charAt(0) - '0';
        boolean up = digits.charAt(1) >= '5';
        for (int candidate : new int[] {up ? tens + 1 : tens, up ? tens : tens + 1}) {
            // ten tenths are one digit, one place further up
            String digit = candidate == TEN ? "1" : Integer.toString(candidate);
            int place = candidate == TEN ? point + 1 : point;
            if (Double.parseDouble("0." + digit + "e" + place) == value) {
                return of(digit, place);
            }
        }
        return of(digits, point);
    }

    /**
     * As {@code 1.5e+300}.
     *
     * @param exponentDigits at least so many
     */
    String scientific(int exponentDigits) {
        int exponent = point - 1;
        String magnitude = Integer.toString(Math.abs(exponent));
        return digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + "0".repeat(Math.max(0, exponentDigits - magnitude.length()))
                + magnitude;
    }
}
