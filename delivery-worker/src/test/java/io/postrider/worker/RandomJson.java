package io.postrider.worker;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON documents of any content, the same for the same seed. */
final class RandomJson {

    private static final int DEEPEST = 4;

    /** What there are special rules for; then anything below 65,536. */
    private static final String SPECIAL = "\"\\/\b\f\n\r\t\u0000\u001f\u007f\u0085\u2028é😀'<&";

    private final Random random;

    RandomJson(long seed) {
        random = new Random(seed);
    }

    /** An object. */
    String document() {
        return object(DEEPEST);
    }

    private String value(int deeper) {
        return switch (random.nextInt(deeper > 0 ? 7 : 5)) {
            case 0, 1 -> number();
            case 2, 3 -> text();
            case 4 -> new String[] {"true", "false", "null"}[random.nextInt(3)];
            case 5 -> object(deeper - 1);
            default ->
                    IntStream.range(0, random.nextInt(4))
                            .mapToObj(_ -> value(deeper - 1))
                            .collect(Collectors.joining(" , ", "[", "]"));
        };
    }

    private String object(int deeper) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(_ -> name() + " : " + value(deeper - 1))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String name() {
        return random.nextInt(3) == 0
                ? "\"" + random.nextInt(1 << random.nextInt(1, 31)) + "\""
                // half of a pair in a name is refused before an event gets here
                : text().replaceAll("\\\\uD[89A-F]..", "");
    }

    private String number() {
        return switch (random.nextInt(5)) {
            case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 1 -> finite(Double.longBitsToDouble(random.nextLong()));
            case 2 -> random.nextInt(1000) + "e" + random.nextInt(-30, 30);
            case 3 -> random.nextInt(-100, 100) + "." + random.nextInt(1000) + "0";
            default -> Integer.toString(random.nextInt(-10, 10));
        };
    }

    private static String finite(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "0";
    }

    private String text() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(8); i > 0; i--) {
            int c =
                    switch (random.nextInt(3)) {
                        case 0 -> SPECIAL.charAt(random.nextInt(SPECIAL.length()));
                        case 1 -> 'a' + random.nextInt(26);
                        default -> random.nextInt(0x10000);
                    };
            // what must be escaped, half of a pair included, and of the rest every other
            boolean escaped =
                    c < ' '
                            || c == '"'
                            || c == '\\'
                            || Character.isSurrogate((char) c)
                            || random.nextBoolean();
            text.append(escaped ? "\\u%04X".formatted(c) : Character.toString(c));
        }
        return text.append('"').toString();
    }
}
