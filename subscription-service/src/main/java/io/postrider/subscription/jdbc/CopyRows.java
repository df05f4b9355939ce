package io.postrider.subscription.jdbc;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Sends rows in the binary format of COPY. None of them counts before {@link #finish}. */
final class CopyRows implements AutoCloseable {

    private static final byte[] SIGNATURE =
            "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FLAGS_AND_EXTENSION = 8;
    private static final int END = -1;
    private static final int NULL = -1;

    /** 2000-01-01, from which PostgreSQL counts. */
    private static final long EPOCH_SECONDS = 946_684_800;

    private static final int MESSAGE = 64 * 1024;

    private final CopyIn copy;
    private byte[] bytes = new byte[2 * MESSAGE];
    private int length;

    /** Begins; the statement ends in {@code FROM STDIN (FORMAT binary)}. */
    CopyRows(Connection connection, String statement) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        System.arraycopy(SIGNATURE, 0, bytes, 0, SIGNATURE.length);
        length = SIGNATURE.length + FLAGS_AND_EXTENSION;
    }

    CopyRows row(int columns) throws SQLException {
        if (length > MESSAGE) {
            send();
        }
        reserve(Short.BYTES);
        putShort(columns);
        return this;
    }

    CopyRows text(String value) {
        byte[] encoded = Columns.clean(value).getBytes(StandardCharsets.UTF_8);
        reserve(Integer.BYTES + encoded.length);
        putInt(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return this;
    }

    CopyRows optionalText(Optional<String> value) {
        return value.isPresent() ? text(value.get()) : none();
    }

    CopyRows integer(int value) {
        reserve(2 * Integer.BYTES);
        putInt(Integer.BYTES);
        putInt(value);
        return this;
    }

    CopyRows optionalInteger(Optional<Integer> value) {
        return value.isPresent() ? integer(value.get()) : none();
    }

    CopyRows number(long value) {
        reserve(Integer.BYTES + Long.BYTES);
        putInt(Long.BYTES);
        putLong(value);
        return this;
    }

    /** To the microsecond, which is as fine as PostgreSQL keeps it. */
    CopyRows time(Instant value) {
        return number(
                (value.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1_000);
    }

    CopyRows optionalTime(Optional<Instant> value) {
        return value.isPresent() ? time(value.get()) : none();
    }

    CopyRows none() {
        reserve(Integer.BYTES);
        putInt(NULL);
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private void putShort(int value) {
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void putInt(int value) {
        putShort(value >>> 16);
        putShort(value);
    }

    private void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    private void send() throws SQLException {
        copy.writeToCopy(bytes, 0, length);
        length = 0;
    }

    void finish() throws SQLException {
        reserve(Short.BYTES);
        putShort(END);
        send();
        var _ = copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
