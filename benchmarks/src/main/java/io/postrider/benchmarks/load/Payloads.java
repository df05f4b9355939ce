package io.postrider.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Data of events: an order in JSON, of 1 KB. There are enough different ones that compression finds
 * the same names again within a batch, but not the same values.
 */
public final class Payloads {

    /** Length of each, bytes. */
    public static final int BYTES = 1024;

    private static final int DIFFERENT = 512;
    private static final long SEED = 20_260_101;

    private final byte[][] payloads = new byte[DIFFERENT][];

    public Payloads() {
        Random random = new Random(SEED);
        for (int i = 0; i < DIFFERENT; i++) {
            payloads[i] = order(random);
        }
    }

    private static byte[] order(Random random) {
        StringBuilder json = new StringBuilder(BYTES + 128);
        json.append("{\"order\":\"").append(word(random)).append("\",\"total\":");
        json.append(random.nextInt(100_000)).append(",\"currency\":\"EUR\",\"lines\":[");
        while (json.length() < BYTES - 200) {
            json.append("{\"sku\":\"").append(word(random)).append("\",\"quantity\":");
            json.append(1 + random.nextInt(9)).append(",\"price\":");
            json.append(random.nextInt(10_000)).append("},");
        }
        json.setCharAt(json.length() - 1, ']');
        json.append(",\"note\":\"");
        while (json.length() < BYTES - 2) {
            json.append((char) ('a' + random.nextInt(26)));
        }
        return json.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String word(Random random) {
        return Long.toHexString(random.nextLong() | Long.MIN_VALUE);
    }

    /** The data of an event; not to be written to. */
    public byte[] of(long sequence) {
        return payloads[(int) (sequence % DIFFERENT)];
    }
}
