package io.postrider.subscription.rest;

import io.postrider.subscription.refusal.RefusedException;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Some of a list.
 *
 * @param nextCursor with which the next ones are asked for; null when these are the last
 */
record Page<T>(List<T> data, @Nullable String nextCursor) {

    private static final int MOST = 100;
    private static final int USUALLY = 20;
    private static final String SEPARATOR = "\n";

    /** Of one more than were asked for, the page, and a cursor if there is more. */
    static <R, T> Page<T> of(
            List<R> found, int limit, Function<R, T> view, Function<R, List<String>> mark) {
        List<R> shown = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? encode(mark.apply(shown.get(shown.size() - 1))) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }

    static int limit(Optional<String> given) {
        return given.map(text -> number("limit", text, MOST)).orElse(USUALLY);
    }

    static int number(String name, String text, int most) {
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw RefusedException.parameter(
                name,
                "%s must be a whole number from 1 to %d, not '%s'".formatted(name, most, text));
    }

    /** A whole number of a cursor, from 0. */
    static Long count(String text, long most) {
        long value = Long.parseUnsignedLong(text);
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("%s is not from 0 to %d".formatted(text, most));
        }
        return value;
    }

    static String encode(List<String> mark) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, mark).getBytes(StandardCharsets.UTF_8));
    }

    /** What a cursor of one part marks, read by a function that fails on one that is not ours. */
    static <M> Optional<M> mark(Optional<String> cursor, Function<String, M> read) {
        return marks(
                cursor,
                parts -> {
                    requireParts(parts, 1);
                    return read.apply(parts.getFirst());
                });
    }

    /** What a cursor of several parts marks. */
    static <M> Optional<M> mark(
            Optional<String> cursor, int parts, Function<List<String>, M> read) {
        return marks(
                cursor,
                given -> {
                    requireParts(given, parts);
                    return read.apply(given);
                });
    }

    private static void requireParts(List<String> given, int parts) {
        if (given.size() != parts) {
            throw new IllegalArgumentException("%d parts, not %d".formatted(parts, given.size()));
        }
    }

    /** What a cursor of any number of parts marks. */
    static <M> Optional<M> marks(Optional<String> cursor, Function<List<String>, M> read) {
        return cursor.map(text -> {
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(text);
                String decoded = new String(bytes, StandardCharsets.UTF_8);
                List<String> parts = List.of(decoded.split(SEPARATOR, -1));
                if (!encode(parts).equals(text)) {
                    throw new IllegalArgumentException("not as it is encoded");
                }
                return read.apply(parts);
            } catch (RuntimeException e) {
                var refused =
                        RefusedException.parameter(
                                "cursor", "cursor must be the next_cursor of an earlier answer");
                refused.initCause(e);
                throw refused;
            }
        });
    }
}
