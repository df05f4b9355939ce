package io.postrider.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Everything that is left to chance in a fuzz run: the same seed makes the same run. */
final class Chance {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    /** Where numbers end, in one type or another. */
    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-1",
                    "1",
                    "2147483647",
                    "2147483648",
                    "-2147483648",
                    "1073741824",
                    "9223372036854775807",
                    "-9223372036854775808",
                    "9223372036854775808",
                    "253402300800000",
                    "1e999",
                    "-1e400",
                    "1E-400",
                    "0.1",
                    "NaN",
                    "Infinity",
                    "0x10",
                    "+5",
                    "007",
                    "\u0663",
                    "1 ",
                    "1:2",
                    "99999999999999999999999999999999999999");

    /** Text that one layer or another treats as something else. */
    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "\u0000",
                    "a\u0000b",
                    "\ufffe\uffff",
                    "\ud83d\ude00",
                    "\u202e\u2066",
                    "a\r\nInjected: 1",
                    "';DROP TABLE deliveries;--",
                    "<script>alert(1)</script>",
                    "${jndi:ldap://127.0.0.1/x}",
                    "#{7*7}{{7*7}}",
                    "%00%0a%2e%2e%2f",
                    "../../../etc/passwd",
                    "null",
                    "true",
                    "[]",
                    "{}",
                    "2026-02-30T25:61:61Z",
                    "+999999999-12-31T23:59:59Z",
                    "-999999999-01-01T00:00:00Z",
                    "9999-12-31T23:59:59.999999999+18:00",
                    "P1Y",
                    "wh_0",
                    "dlv_",
                    "*",
                    ".*",
                    "a.*.b");

    private final long seed;
    private final Random random;

    private Chance(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** By {@code -Dpostrider.fuzz.seed}; without it, always the same, so that a build is too. */
    static Chance given() {
        return new Chance(Long.getLong("postrider.fuzz.seed", 20_261_124));
    }

    /** Another one, for a part of the run that goes on beside the others. */
    Chance part(int number) {
        return new Chance(seed * 31 + number);
    }

    long seed() {
        return seed;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int from(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    String letters(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    String hex(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    String number() {
        return of(NUMBERS);
    }

    String text() {
        return switch (below(8)) {
            case 0 -> letters(from(1, 40));
            case 1 -> letters(from(256, 5_000));
            case 2 -> number();
            // as a client does it that knows no better
            case 3 -> new String(bytes(from(1, 60)), StandardCharsets.ISO_8859_1);
            default -> of(TEXTS);
        };
    }

    /** The bytes with up to eight of their bits turned. */
    byte[] turned(byte[] bytes) {
        byte[] turned = bytes.clone();
        for (int i = from(1, 8); i > 0 && turned.length > 0; i--) {
            turned[below(turned.length)] ^= (byte) (1 << below(8));
        }
        return turned;
    }

    byte[] cut(byte[] bytes) {
        return bytes.length == 0 ? bytes : Arrays.copyOf(bytes, below(bytes.length));
    }

    /** The bytes with some that are no UTF-8 put in between. */
    byte[] badUtf8(byte[] bytes) {
        byte[][] wrong = {
            {(byte) 0xc3, 0x28},
            {(byte) 0xff},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xf8}
        };
        byte[] put = wrong[below(wrong.length)];
        int at = below(bytes.length + 1);
        byte[] result = Arrays.copyOf(bytes, bytes.length + put.length);
        System.arraycopy(put, 0, result, at, put.length);
        System.arraycopy(bytes, at, result, at + put.length, bytes.length - at);
        return result;
    }

    /** JSON as deep as that. */
    static String deep(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }
}
