package io.postrider.worker.kafka;

import java.util.Base64;
import java.util.BitSet;

/**
 * The text beside a committed offset: {@code 1:} and the base64 of a bit map whose bit 0 stands for
 * the committed offset, set where the record is complete. Kafka allows 4,096 characters.
 */
final class CommitMetadata {

    /** As many offsets as the text has room for. */
    static final int LIMIT = 24_000;

    private static final String FORM = "1:";
    private static final int LONGEST = 4_096;

    private CommitMetadata() {}

    /** Nothing complete is no text. */
    static String write(BitSet complete) {
        return complete.isEmpty()
                ? ""
                : FORM
                        + Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(complete.toByteArray());
    }

    /** Text of another form or of another writer says nothing. */
    static BitSet read(String metadata) {
        if (!metadata.startsWith(FORM) || metadata.length() > LONGEST) {
            return new BitSet();
        }
        try {
            BitSet complete =
                    BitSet.valueOf(Base64.getDecoder().decode(metadata.substring(FORM.length())));
            return complete.length() > LIMIT ? new BitSet() : complete;
        } catch (IllegalArgumentException _) {
            return new BitSet();
        }
    }
}
