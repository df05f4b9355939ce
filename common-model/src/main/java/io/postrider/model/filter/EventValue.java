package io.postrider.model.filter;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A value of an event. */
sealed interface EventValue {

    /**
     * An object.
     *
     * @param dotted whether the name of a member has a full stop
     */
    record Members(Map<String, EventValue> byName, boolean dotted) implements EventValue {

        @Nullable EventValue get(String name) {
            return byName.get(name);
        }
    }

    record Elements(List<EventValue> all) implements EventValue {}

    /** A value that a filter can test. */
    sealed interface Scalar extends EventValue {

        /**
         * Equal for values that filters take for equal, as 1 and 1.0 are; null for a number whose
         * exponent is out of bounds, which equals nothing.
         */
        @Nullable Object key();
    }

    record Text(String text) implements Scalar {
        @Override
        public Object key() {
            return text;
        }
    }

    /** {@code true}, {@code false} or {@code null}. */
    enum Literal implements Scalar {
        TRUE,
        FALSE,
        NULL;

        @Override
        public Object key() {
            return this;
        }
    }

    /** A number; read when a test asks for it, because most numbers of an event are not tested. */
    final class Numeric implements Scalar {

        private static final int MAX_FAST_LENGTH = 15;

        private final String text;
        private boolean read;
        private @Nullable BigDecimal decimal;
        private @Nullable Object key;

        Numeric(String text) {
            this.text = text;
        }

        @Override
        public @Nullable Object key() {
            read();
            return key;
        }

        /** Its exact value, where the key is no double; null when it is out of bounds. */
        @Nullable BigDecimal decimal() {
            read();
            return decimal;
        }

        private void read() {
            if (read) {
                return;
            }
            read = true;
            if (isShortInteger()) {
                key = Decimals.positiveZero((double) Long.parseLong(text));
                return;
            }
            BigDecimal exact = Decimals.parse(text);
            if (exact != null) {
                decimal = exact;
                key = Decimals.key(exact);
            }
        }

        private boolean isShortInteger() {
            if (text.length() > MAX_FAST_LENGTH) {
                return false;
            }
            for (int i = text.charAt(0) == '-' ? 1 : 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
