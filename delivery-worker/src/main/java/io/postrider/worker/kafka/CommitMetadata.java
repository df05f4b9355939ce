package io.postrider.worker.kafka;

import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The text beside a committed offset: {@code 2:}, a checksum (CRC-32C, eight hexadecimal digits)
 * and the base64 of a bit map whose bit 0 stands for the committed offset, set where the record is
 * complete. The checksum is there because every base64 text is some map, and a map that the worker
 * has not written would make it pass over records. Kafka allows 4,096 characters.
 */
final class CommitMetadata {

    /** As many offsets as the text has room for. */
    static final int LIMIT = 24_000;

    private static final String FORM = "2:";
    private static final int CHECKSUM_DIGITS = 8;
    private static final int LONGEST = 4_096;

    private CommitMetadata() {}

    /** Nothing complete is no text. */
    static String write(BitSet complete) {
        if (complete.isEmpty()) {
            return "";
        }
        byte[] map = complete.toByteArray();
        return FORM + checksum(map) + Base64.getEncoder().withoutPadding().encodeToString(map);
    }

    /** Text of another form or of another writer says nothing. */
    static BitSet read(String metadata) {
        int mapAt = FORM.length() + CHECKSUM_DIGITS;
        if (!metadata.startsWith(FORM)
                || metadata.length() < mapAt
                || metadata.length() > LONGEST) {
            return new BitSet();
        }
        try {
            byte[] map = Base64.getDecoder().decode(metadata.substring(mapAt));
            BitSet complete = BitSet.valueOf(map);
            boolean genuine = metadata.startsWith(checksum(map), FORM.length());
            return genuine && complete.length() <= LIMIT ? complete : new BitSet();
        } catch (IllegalArgumentException _) {
            return new BitSet();
        }
    }

    private static String checksum(byte[] map) {
        CRC32C crc = new CRC32C();
        crc.update(map);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
