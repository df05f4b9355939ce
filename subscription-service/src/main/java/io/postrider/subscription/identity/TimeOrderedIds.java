package io.postrider.subscription.identity;

import java.math.BigInteger;
import java.time.InstantSource;

/**
 * 48 bits of time and 80 of chance in 26 digits of base 32, as ULID writes them: ids of later
 * milliseconds sort after those of earlier ones.
 */
public final class TimeOrderedIds {

    /** Crockford's: without i, l, o and u, which are mistaken for others. */
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int LENGTH = 26;
    private static final int DIGIT_BITS = 5;
    private static final int RANDOM_BYTES = 10;

    private final InstantSource clock;
    private final RandomBytes random;

    public TimeOrderedIds(InstantSource clock, RandomBytes random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * The id with its prefix.
     *
     * @throws IllegalArgumentException when it is not the prefix and such an id
     */
    public static String required(String prefix, String id) {
        if (!id.startsWith(prefix)
                || id.length() != prefix.length() + LENGTH
                || !id.chars().skip(prefix.length()).allMatch(c -> DIGITS.indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "an id must be '%s' and %d letters and digits".formatted(prefix, LENGTH));
        }
        return id;
    }

    public String next() {
        BigInteger time = BigInteger.valueOf(clock.millis());
        BigInteger chance = new BigInteger(1, random.next(RANDOM_BYTES));
        BigInteger value = time.shiftLeft(RANDOM_BYTES * Byte.SIZE).or(chance);
        char[] text = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt(value.intValue() & (DIGITS.length() - 1));
            value = value.shiftRight(DIGIT_BITS);
        }
        return new String(text);
    }
}
