package io.postrider.model.filter;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/** Exact comparison of JSON numbers. */
final class Decimals {

    /** Bounds the time that reading one number takes; the parser of events has the same bound. */
    private static final int MAX_LENGTH = 1000;

    private Decimals() {}

    /** The number; null when it is longer or its exponent larger than can be compared. */
    static @Nullable BigDecimal parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /** Whether a double holds the number, as the shortest decimal that names this double. */
    static boolean isDouble(BigDecimal number) {
        double nearest = number.doubleValue();
        return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0;
    }

    /** Equal for equal numbers, however they are written. */
    static Object key(BigDecimal number) {
        return isDouble(number) ? positiveZero(number.doubleValue()) : number.stripTrailingZeros();
    }

    static Double positiveZero(double number) {
        return number + 0.0;
    }
}
