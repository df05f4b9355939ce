package io.postrider.worker.http;

import io.netty.buffer.ByteBuf;

import java.nio.charset.StandardCharsets;

/** Keeps the start of an answer's body and says when to stop reading. */
final class AnswerReader {

    private static final int EXCERPT_BYTES = 2 * 1024;

    /** What is longer is cut off: nobody needs it, and an endless answer must end. */
    static final int MOST_BYTES = 64 * 1024;

    private static final byte[] NOTHING = {};

    private final int most;
    private byte[] excerpt = NOTHING;
    private int length;
    private int received;

    AnswerReader() {
        this(EXCERPT_BYTES);
    }

    /**
     * A reader that keeps more or less.
     *
     * @param most bytes to keep
     */
    AnswerReader(int most) {
        this.most = most;
    }

    /** Whether to read on. */
    boolean add(ByteBuf part) {
        int wanted = Math.min(part.readableBytes(), most - length);
        if (wanted > 0) {
            if (excerpt.length == 0) {
                excerpt = new byte[most];
            }
            part.getBytes(part.readerIndex(), excerpt, length, wanted);
            length += wanted;
        }
        received += part.readableBytes();
        return received < MOST_BYTES;
    }

    /** NUL is legal in UTF-8 and in JSON, but PostgreSQL keeps no text that has it. */
    String text() {
        return length == 0
                ? ""
                : new String(excerpt, 0, length, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
