package io.postrider.e2e;

import io.postrider.e2e.RawRecord.RawHeader;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Damages records in the ways in which writers, networks and attackers do. */
final class RecordMutator {

    /** Below what Kafka's producer and the smallest of the topics take. */
    private static final int HUGE = 1_020_000;

    private final Chance chance;
    private final JsonMutator json;

    RecordMutator(Chance chance) {
        this.chance = chance;
        this.json = new JsonMutator(chance);
    }

    /** One in five stays whole. */
    RawRecord mutate(RawRecord record) {
        RawRecord mutated = record;
        for (int i = chance.below(5); i > 0; i = chance.below(i + 1)) {
            mutated = once(mutated);
        }
        return mutated;
    }

    private RawRecord once(RawRecord record) {
        return switch (chance.below(10)) {
            case 0 -> record.withKey(key(record.key()));
            case 1, 2, 3, 4 -> record.withHeaders(headers(record.headers()));
            default -> record.withValue(value(record.value()));
        };
    }

    /** Never none: a compacted topic takes no such record. */
    private byte[] key(byte @Nullable [] key) {
        byte[] given = key == null ? new byte[0] : key;
        return switch (chance.below(4)) {
            case 0 -> chance.turned(given);
            case 1 -> chance.cut(given);
            case 2 -> chance.bytes(chance.from(0, 200));
            default -> chance.badUtf8(given);
        };
    }

    private byte @Nullable [] value(byte @Nullable [] value) {
        byte[] given = value == null ? new byte[0] : value;
        return switch (chance.below(14)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> chance.turned(given);
            case 3 -> chance.cut(given);
            case 4 -> chance.bytes(chance.from(1, 2_000));
            case 5 -> chance.badUtf8(given);
            case 6 -> chance.text().getBytes(StandardCharsets.UTF_8);
            case 7 -> chance.oneIn(20) ? json.monster() : json.mutate(given);
            case 8 -> chance.oneIn(60) ? huge(given) : json.mutate(given);
            case 9 -> new String(given, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            default -> json.mutate(given);
        };
    }

    private byte[] huge(byte[] value) {
        byte[] filled = new byte[HUGE];
        if (chance.oneIn(2)) {
            return chance.bytes(HUGE);
        }
        // still JSON where it was: white space may follow
        java.util.Arrays.fill(filled, (byte) ' ');
        System.arraycopy(value, 0, filled, 0, Math.min(value.length, HUGE));
        return filled;
    }

    private List<RawHeader> headers(List<RawHeader> given) {
        List<RawHeader> headers = new ArrayList<>(given);
        if (headers.isEmpty()) {
            headers.add(random());
            return headers;
        }
        int at = chance.below(headers.size());
        RawHeader header = headers.get(at);
        switch (chance.below(9)) {
            case 0 -> headers.remove(at);
            case 1 -> headers.add(header);
            case 2 -> headers.add(changed(header, this::text));
            case 3 -> headers.set(at, new RawHeader(header.name(), null));
            case 4 -> headers.set(at, new RawHeader(header.name() + chance.text(), header.value()));
            case 5 -> headers.add(random());
            case 6 -> headers.set(at, changed(header, chance::turned));
            default -> headers.set(at, changed(header, this::text));
        }
        return headers;
    }

    private static RawHeader changed(RawHeader header, UnaryOperator<byte[]> change) {
        byte[] value = header.value();
        return new RawHeader(header.name(), change.apply(value == null ? new byte[0] : value));
    }

    private RawHeader random() {
        return new RawHeader(chance.text(), chance.bytes(chance.from(0, 300)));
    }

    private byte[] text(byte[] value) {
        return switch (chance.below(7)) {
            case 0 -> chance.cut(value);
            case 1 -> chance.badUtf8(value);
            case 2 -> chance.bytes(chance.from(0, 100));
            case 3 -> chance.letters(70_000).getBytes(StandardCharsets.UTF_8);
            case 4 -> chance.text().getBytes(StandardCharsets.UTF_8);
            default -> chance.number().getBytes(StandardCharsets.UTF_8);
        };
    }
}
