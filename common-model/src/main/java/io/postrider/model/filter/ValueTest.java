package io.postrider.model.filter;

import io.postrider.model.filter.EventValue.Numeric;
import io.postrider.model.filter.EventValue.Scalar;
import io.postrider.model.filter.EventValue.Text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** One match expression of a filter. Values that are no text never fail a test for text. */
sealed interface ValueTest {

    boolean accepts(Scalar value);

    /** The steps that {@link #accepts} takes for the value. */
    default int steps(Scalar value) {
        return 1;
    }

    /** The value and no other; see {@link Scalar#key}. */
    record Exact(Object key) implements ValueTest {
        @Override
        public boolean accepts(Scalar value) {
            return key.equals(value.key());
        }
    }

    /**
     * A number within bounds, which are exact as doubles, or infinite. Numbers that a double does
     * not hold are compared as decimals.
     */
    record NumericRange(double low, boolean withLow, double high, boolean withHigh)
            implements ValueTest {

        @Override
        public boolean accepts(Scalar value) {
            if (!(value instanceof Numeric numeric)) {
                return false;
            }
            if (numeric.key() instanceof Double number) {
                return isWithin(Double.compare(number, low), Double.compare(number, high));
            }
            BigDecimal number = numeric.decimal();
            return number != null && isWithin(compare(number, low), compare(number, high));
        }

        private boolean isWithin(int toLow, int toHigh) {
            return toLow >= (withLow ? 0 : 1) && toHigh <= (withHigh ? 0 : -1);
        }

        private static int compare(BigDecimal number, double bound) {
            return Double.isInfinite(bound)
                    ? Double.compare(0, bound)
                    : number.compareTo(BigDecimal.valueOf(bound));
        }
    }

    /** A text that is an address within the block. */
    record Address(AddressBlock block) implements ValueTest {
        @Override
        public boolean accepts(Scalar value) {
            return value instanceof Text(String text) && block.contains(text);
        }
    }

    record Prefix(String prefix) implements ValueTest {
        @Override
        public boolean accepts(Scalar value) {
            return value instanceof Text(String text) && text.startsWith(prefix);
        }
    }

    record Suffix(String suffix) implements ValueTest {
        @Override
        public boolean accepts(Scalar value) {
            return value instanceof Text(String text) && text.endsWith(suffix);
        }
    }

    record EqualsIgnoreCase(CaseFolding folding) implements ValueTest {
        @Override
        public boolean accepts(Scalar value) {
            return value instanceof Text(String text) && folding.isWhole(text);
        }
    }

    record PrefixIgnoreCase(CaseFolding folding) implements ValueTest {
        @Override
        public boolean accepts(Scalar value) {
            return value instanceof Text(String text) && folding.isPrefixOf(text);
        }
    }

    record SuffixIgnoreCase(CaseFolding folding) implements ValueTest {
        @Override
        public boolean accepts(Scalar value) {
            return value instanceof Text(String text) && folding.isSuffixOf(text);
        }
    }

    record Wildcard(Glob glob) implements ValueTest {
        @Override
        public boolean accepts(Scalar value) {
            return value instanceof Text(String text) && glob.matches(text);
        }

        @Override
        public int steps(Scalar value) {
            return value instanceof Text(String text)
                    ? 1 + text.length() / FilterLimits.CHARACTERS_PER_STEP
                    : 1;
        }
    }

    /** Any value that is not one of these. */
    record AnythingBut(Set<Object> keys) implements ValueTest {
        public AnythingBut {
            keys = Set.copyOf(keys);
        }

        @Override
        public boolean accepts(Scalar value) {
            Object key = value.key();
            return key == null || !keys.contains(key);
        }
    }

    /** Any value that none of the tests accepts. */
    record NoneOf(List<ValueTest> tests) implements ValueTest {
        public NoneOf {
            tests = List.copyOf(tests);
        }

        @Override
        public boolean accepts(Scalar value) {
            return tests.stream().noneMatch(test -> test.accepts(value));
        }

        @Override
        public int steps(Scalar value) {
            return tests.stream().mapToInt(test -> test.steps(value)).sum();
        }
    }

    record Exists() implements ValueTest {
        @Override
        public boolean accepts(Scalar value) {
            return true;
        }
    }
}
