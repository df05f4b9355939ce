package io.postrider.subscription.jsonschema;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import com.networknt.schema.regex.RegularExpressions;

import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Regular expressions that end: all patterns of one check together may read {@value
 * #MAX_CHARACTERS_READ} characters, those included that are read again after a wrong turn.
 */
final class BoundedPatterns implements RegularExpressionFactory {

    static final int MAX_CHARACTERS_READ = 5_000_000;

    private static final ScopedValue<Budget> BUDGET = ScopedValue.newInstance();

    /** A pattern reads on and on, or recurs too deep. */
    static final class TooCostlyException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Budget {
        private int left = MAX_CHARACTERS_READ;

        void take() {
            if (left-- == 0) {
                throw new TooCostlyException();
            }
        }
    }

    /** Runs the check with a budget of its own. */
    static <T> T within(Supplier<T> check) {
        return ScopedValue.where(BUDGET, new Budget()).call(check::get);
    }

    @Override
    public RegularExpression getRegularExpression(String regex) {
        Pattern pattern =
                Pattern.compile(
                        RegularExpressions.replaceLongformCharacterProperties(
                                RegularExpressions.replaceDollarAnchors(regex)));
        return text -> finds(pattern, text);
    }

    private static boolean finds(Pattern pattern, String text) {
        try {
            return pattern.matcher(new CountedText(text, BUDGET.get())).find();
        } catch (StackOverflowError _) {
            throw new TooCostlyException();
        }
    }

    /** A text that takes from the budget what is read of it. */
    private record CountedText(CharSequence text, Budget budget) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            budget.take();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
