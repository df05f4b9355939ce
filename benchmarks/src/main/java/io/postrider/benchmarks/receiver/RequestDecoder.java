package io.postrider.benchmarks.receiver;

import io.netty.buffer.ByteBuf;

import java.nio.charset.StandardCharsets;

/**
 * Finds requests in what came over a connection: where the path stands, and where the body. It
 * knows of HTTP/1.1 what the measured clients use: bodies with a {@code content-length}, one
 * request after the other.
 */
final class RequestDecoder {

    private static final int LONGEST_HEAD = 64 * 1024;
    private static final byte[] CONTENT_LENGTH =
            "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRANSFER_ENCODING =
            "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);
    private static final int TO_LOWER_CASE = 0x20;

    private int pathStart;
    private int pathEnd;
    private int bodyStart;
    private int bodyLength;

    /**
     * Takes one request if all of it is there, and moves the reader index behind it. The positions
     * it gives hold until more is read into the buffer.
     *
     * @throws IllegalArgumentException when it is no request that is understood here
     */
    boolean next(ByteBuf in) {
        int line = in.readerIndex();
        int newline = endOfLine(in, line);
        if (newline < 0) {
            return false;
        }
        readRequestLine(in, line, newline);
        int length = 0;
        while (true) {
            line = newline + 1;
            newline = endOfLine(in, line);
            if (newline < 0) {
                refuseLongHead(in, line);
                return false;
            }
            if (newline - line <= 1) {
                return takeBody(in, newline + 1, length);
            }
            length = contentLength(in, line, newline, length);
        }
    }

    private boolean takeBody(ByteBuf in, int start, int length) {
        if (in.writerIndex() - start < length) {
            return false;
        }
        bodyStart = start;
        bodyLength = length;
        in.readerIndex(start + length);
        return true;
    }

    private static int endOfLine(ByteBuf in, int from) {
        return in.indexOf(from, in.writerIndex(), (byte) '\n');
    }

    private void readRequestLine(ByteBuf in, int line, int newline) {
        int first = in.indexOf(line, newline, (byte) ' ');
        int second = first < 0 ? -1 : in.indexOf(first + 1, newline, (byte) ' ');
        if (second < 0) {
            throw new IllegalArgumentException("not a request line");
        }
        pathStart = first + 1;
        pathEnd = second;
    }

    private static void refuseLongHead(ByteBuf in, int line) {
        if (line - in.readerIndex() > LONGEST_HEAD) {
            throw new IllegalArgumentException("the header is too long");
        }
    }

    private static int contentLength(ByteBuf in, int line, int newline, int otherwise) {
        if (startsWith(in, line, newline, TRANSFER_ENCODING)) {
            throw new IllegalArgumentException("bodies in chunks are not understood");
        }
        if (!startsWith(in, line, newline, CONTENT_LENGTH)) {
            return otherwise;
        }
        int value = 0;
        for (int i = line + CONTENT_LENGTH.length; i < newline; i++) {
            int digit = in.getByte(i) - '0';
            if (digit >= 0 && digit <= 9) {
                value = Math.addExact(Math.multiplyExact(value, 10), digit);
            }
        }
        return value;
    }

    /** The name is in lower case; only letters and hyphens stand in it, before the colon. */
    private static boolean startsWith(ByteBuf in, int line, int newline, byte[] name) {
        if (newline - line < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if ((in.getByte(line + i) | TO_LOWER_CASE) != (name[i] | TO_LOWER_CASE)) {
                return false;
            }
        }
        return true;
    }

    /** Where the path of the last request begins. */
    int pathStart() {
        return pathStart;
    }

    /** Just behind the path. */
    int pathEnd() {
        return pathEnd;
    }

    int bodyStart() {
        return bodyStart;
    }

    int bodyLength() {
        return bodyLength;
    }
}
