package io.postrider.model.filter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class FilterLimitsTest {

    private static void assertAllowed(String filter) {
        assertThatCode(() -> Filter.compile(filter)).doesNotThrowAnyException();
    }

    private static void assertRefused(String filter, String message) {
        assertThatThrownBy(() -> Filter.compile(filter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static String list(int count, IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(","));
    }

    private static String or(int branches, String key) {
        return "{\"$or\":[%s]}".formatted(list(branches, i -> "{\"" + key + i + "\":[1]}"));
    }

    private static String data(String json) {
        return "{\"data\":" + json + "}";
    }

    private static String values(String elements) {
        return data("{\"v\":[" + elements + "]}");
    }

    @Test
    void limitsTheLength() {
        String filter = values("\"x\"");

        assertAllowed(filter + " ".repeat(FilterLimits.MAX_LENGTH - filter.length()));
        assertRefused(
                filter + " ".repeat(FilterLimits.MAX_LENGTH + 1 - filter.length()),
                "at most 8192 characters, not 8193");
    }

    @Test
    void limitsTheDepth() {
        assertAllowed(nested(FilterLimits.MAX_DEPTH));
        assertRefused(nested(FilterLimits.MAX_DEPTH + 1), "at most 32 levels deep, not 33");
        assertRefused("[".repeat(FilterLimits.MAX_LENGTH), "filter");
    }

    private static String nested(int depth) {
        int objects = depth - 2;
        return data("{\"a\":".repeat(objects) + "[1]" + "}".repeat(objects));
    }

    @Test
    void limitsTheAlternatives() {
        assertAllowed(data(or(FilterLimits.MAX_ALTERNATIVES, "k")));
        assertRefused(data(or(FilterLimits.MAX_ALTERNATIVES + 1, "k")), "multiplied out, not 65");
        assertAllowed(data(nestedOr(6)));
        assertRefused(data(nestedOr(7)), "multiplied out, not 128");
    }

    /** Groups of two branches, each below a name of its own. */
    private static String nestedOr(int groups) {
        return "{%s}".formatted(list(groups, i -> "\"g" + i + "\":" + or(2, "k")));
    }

    @Test
    void refusesWhatWouldNotFitIntoMemoryAtOnce() {
        assertRefused(data(nestedOr(24)), "multiplied out, not 16777216");
        assertRefused(data(nestedOr(100)), "multiplied out, not 1000000000 or more");
        String chain = or(10, "k");
        for (int level = 0; level < 5; level++) {
            chain =
                    "{\"$or\":[%s]}"
                            .formatted(
                                    list(10, i -> "{\"l" + i + "\":[1]}")
                                            + ","
                                            + "{\"in\":"
                                            + chain
                                            + "}");
        }
        assertAllowed(data(chain));
    }

    @Test
    void limitsTheValuesOfAllAlternatives() {
        assertAllowed(values(list(FilterLimits.MAX_VALUES, i -> "" + i)));
        assertRefused(values(list(FilterLimits.MAX_VALUES + 1, i -> "" + i)), "1000 values");
        assertRefused(
                values("{\"anything-but\":[" + list(1001, i -> "" + i) + "]}"),
                "in all alternatives, not 1001");
        assertRefused(
                data(
                        "{\"v\":[%s],\"$or\":[%s]}"
                                .formatted(
                                        list(100, i -> "" + i),
                                        list(10, i -> "{\"k" + i + "\":[1]}"))),
                "in all alternatives, not 1010");
    }

    @Test
    void limitsTheRanges() {
        IntFunction<String> range = i -> "{\"numeric\":[\">\"," + i + "]}";
        IntFunction<String> block = i -> "{\"cidr\":\"10." + i + ".0.0/16\"}";

        assertAllowed(values(list(32, range) + "," + list(32, block)));
        assertRefused(values(list(32, range) + "," + list(33, block)), "64 numeric ranges");
        assertRefused(values(list(150, range)), "and cidrs, not 150");
    }

    @Test
    void limitsTheWildcards() {
        IntFunction<String> wildcard = i -> "{\"wildcard\":\"*" + i + "*\"}";
        IntFunction<String> negative = i -> "{\"anything-but\":{\"wildcard\":[\"*" + i + "\"]}}";

        assertAllowed(values(list(16, wildcard) + "," + list(16, negative)));
        assertRefused(values(list(16, wildcard) + "," + list(17, negative)), "wildcards, not 33");
    }

    @Test
    void limitsTheStarsOfAWildcard() {
        assertAllowed(values("{\"wildcard\":\"" + "*a".repeat(8) + "\"}"));
        assertRefused(values("{\"wildcard\":\"" + "*a".repeat(9) + "\"}"), "wildcard, not 9");
        assertAllowed(values("{\"wildcard\":\"" + "\\\\*a".repeat(9) + "\"}"));
        assertRefused(
                values("{\"anything-but\":{\"wildcard\":\"" + "*a".repeat(200) + "\"}}"),
                "wildcard, not 200");
    }

    @Test
    void limitsTheLengthOfATextAndOfAName() {
        assertAllowed(values("\"" + "x".repeat(2048) + "\""));
        assertRefused(values("\"" + "x".repeat(2049) + "\""), "2048 characters, not 2049");
        assertRefused(values("{\"prefix\":\"" + "x".repeat(2049) + "\"}"), "not 2049");
        assertRefused(data("{\"" + "x".repeat(2049) + "\":[1]}"), "not 2049");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"numeric\":[\"=\",9007199254740993]}",
                "{\"numeric\":[\">\",9007199254740993]}",
                "{\"anything-but\":[9007199254740993]}",
                "{\"anything-but\":9007199254740993}",
                "1e400",
                "0.10000000000000000000001"
            })
    void refusesNumbersThatADoubleDoesNotHold(String expression) {
        assertRefused(values(expression), "64-bit floating point");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cidr\":\"10.0.0.1/32\"}",
                "{\"cidr\":\"::1/128\"}",
                "{\"cidr\":\"10.0.0.1\"}",
                "{\"cidr\":\"999.0.0.1/8\"}",
                "{\"cidr\":\"host/8\"}"
            })
    void refusesWhatIsNoBlockOfAddresses(String expression) {
        assertRefused(values(expression), "filter has the cidr");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{} {}",
                "{\"data\":1}",
                "{\"data\":[]}",
                "{\"data\":[{\"nope\":1}]}",
                "{\"data\":[{\"wildcard\":\"a**b\"}]}",
                "{\"data\":[1],\"data\":[2]}",
                "{\"payload\":[1]}",
                "{\"data\":[\"\\ud800\"]}",
                "{\"$or\":[{\"data\":[1]}]}",
                "{\"$or\":[]}"
            })
    void refusesWhatIsNoFilter(String filter) {
        assertRefused(filter, "filter");
    }
}
