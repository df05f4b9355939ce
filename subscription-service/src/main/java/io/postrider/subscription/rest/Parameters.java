package io.postrider.subscription.rest;

import io.postrider.model.wire.Timestamps;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads parameters of a request's address. */
final class Parameters {

    private Parameters() {}

    /**
     * The parameter as the type that it must be.
     *
     * @throws RefusedException when it is empty or cannot be read
     */
    static <T> Optional<T> read(String name, Optional<String> given, Function<String, T> read) {
        return given.map(text -> {
            if (text.isEmpty()) {
                throw RefusedException.parameter(
                        name, "%s must not be empty; leave it out instead".formatted(name));
            }
            try {
                return read.apply(text);
            } catch (IllegalArgumentException e) {
                throw RefusedException.parameter(name, String.valueOf(e.getMessage()));
            }
        });
    }

    /** The id in a path; one that cannot be an id belongs to nothing. */
    static <T> T id(String what, String text, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException _) {
            throw RefusedException.notFound(what, text);
        }
    }

    /** The text, when the database can look for it. */
    static String clean(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a parameter must not contain the character U+0000");
        }
        return text;
    }

    static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "%s must be true or false, not '%s'".formatted(name, text));
        };
    }

    static Instant time(String name, String text) {
        return Timestamps.parse(name, text);
    }
}
