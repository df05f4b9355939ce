package io.postrider.model.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Filters that took minutes or for ever; what they cost is counted, not timed. */
class FilterBombTest {

    private static final String EXISTS = "[{\"exists\":true}]";

    private static int steps(String filter, String data, Verdict expected) {
        Steps steps = new Steps(FilterLimits.MAX_STEPS);
        EventDocument event = EventDocument.parse("{\"data\":" + data + "}");
        assertThat(Filter.compile(filter).match(event.root(), steps)).isEqualTo(expected);
        return steps.taken();
    }

    private static String array(int size, String element) {
        return Collections.nCopies(size, element).stream()
                .collect(Collectors.joining(",", "[", "]"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 150, 1000, 2000, 100_000})
    void testsIndependentArraysOneAfterTheOther(int size) {
        String x = "{\"x\":" + EXISTS + "}";
        String filter =
                "{\"data\":{\"a\":%s,\"b\":%s,\"c\":%s,\"d\":%s,\"e\":[{\"prefix\":\"no\"}]}}"
                        .formatted(x, x, x, x);
        String xs = array(size, "{\"x\":1}");
        String data =
                "{\"a\":%s,\"b\":%s,\"c\":%s,\"d\":%s,\"e\":\"yes\"}".formatted(xs, xs, xs, xs);

        assertThat(steps(filter, data, Verdict.NO_MATCH)).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 150, 2000, 50_000})
    void looksAtEachElementOfAnArrayOnce(int size) {
        String filter =
                "{\"data\":{\"a\":{\"v\":%s,\"w\":%s,\"x\":%s,\"y\":%s,\"z\":[{\"prefix\":\"no\"}]}}}"
                        .formatted(EXISTS, EXISTS, EXISTS, EXISTS);
        String data =
                "{\"a\":%s}"
                        .formatted(array(size, "{\"v\":1,\"w\":1,\"x\":1,\"y\":1,\"z\":\"yes\"}"));

        assertThat(steps(filter, data, Verdict.NO_MATCH)).isBetween(11 * size, 11 * size + 10);
    }

    /**
     * The order of keys decided which field was tested last, and so whether it went on for ever.
     */
    @ParameterizedTest
    @ValueSource(strings = {"k,a,b,c,d", "g,f,i,h,b", "d,c,b,a,k"})
    void doesNotDependOnTheOrderOfKeys(String keys) {
        List<String> names = List.of(keys.split(","));
        String filter =
                names.stream()
                        .map(name ->
                                "\"%s\":[{\"numeric\":[\">\",%d]}]"
                                        .formatted(name, name.equals(names.getLast()) ? 9 : 0))
                        .collect(Collectors.joining(",", "{\"data\":{", "}}"));
        String data =
                names.stream()
                        .map(name -> "\"%s\":%s".formatted(name, array(2000, "1")))
                        .collect(Collectors.joining(",", "{", "}"));

        assertThat(steps(filter, data, Verdict.NO_MATCH)).isLessThan(2 * 2000 + 50);
    }

    @Test
    void readsATextOnceForEachWildcard() {
        String filter = "{\"data\":{\"s\":[{\"wildcard\":\"*aaaaaaaab*aaaaaaaab*\"}]}}";

        assertThat(steps(filter, "{\"s\":\"" + "a".repeat(100_000) + "\"}", Verdict.NO_MATCH))
                .isBetween(100_000 / 16, 100_000 / 16 + 10);
    }

    @Test
    void testsManyRangesOneAfterTheOther() {
        String ranges =
                IntStream.range(0, FilterLimits.MAX_RANGES)
                        .mapToObj(i -> "{\"numeric\":[\">\",%d,\"<\",%d]}".formatted(i, 1000 - i))
                        .collect(Collectors.joining(","));

        assertThat(
                        steps(
                                "{\"data\":{\"n\":[" + ranges + "]}}",
                                "{\"n\":" + array(1000, "5000") + "}",
                                Verdict.NO_MATCH))
                .isBetween(65 * 1000, 65 * 1000 + 10);
    }

    /** A field that may be found in several members at once needs a search, which is cut off. */
    @Test
    void givesUpWhereDottedNamesMultiply() {
        String[] names = IntStream.range(0, 24).mapToObj(i -> "f" + i).toArray(String[]::new);
        String filter =
                Stream.of(names)
                        .map(name -> "\"%s\":[1]".formatted(name))
                        .collect(Collectors.joining(",", "{\"data\":{\"x\":{", ",\"no\":[2]}}}"));
        String members =
                Stream.of(names)
                        .map(name -> "\"x.%s\":1".formatted(name))
                        .collect(Collectors.joining(","));
        String nested =
                Stream.of(names)
                        .map(name -> "\"%s\":1".formatted(name))
                        .collect(Collectors.joining(",", "{", ",\"no\":1}"));

        assertThat(
                        steps(
                                filter,
                                "{%s,\"x.no\":1,\"x\":%s}".formatted(members, nested),
                                Verdict.TOO_COSTLY))
                .isGreaterThan(FilterLimits.MAX_STEPS);
    }

    @Test
    void givesUpOnMoreValuesThanTheBudgetHas() {
        String alternatives =
                IntStream.range(0, FilterLimits.MAX_ALTERNATIVES)
                        .mapToObj(i -> "{\"v\":[%d]}".formatted(i))
                        .collect(Collectors.joining(","));

        steps(
                "{\"data\":{\"$or\":[" + alternatives + "]}}",
                "{\"v\":" + array(100_000, "-1") + "}",
                Verdict.TOO_COSTLY);
    }

    @Test
    void sharesTheBudgetOfAnEventAmongAllFilters() {
        String alternatives =
                IntStream.range(0, FilterLimits.MAX_ALTERNATIVES)
                        .mapToObj(i -> "{\"v\":[%d]}".formatted(i))
                        .collect(Collectors.joining(","));
        Filter costly = Filter.compile("{\"data\":{\"$or\":[" + alternatives + "]}}");
        EventDocument event =
                EventDocument.parse("{\"data\":{\"v\":" + array(100_000, "-1") + "}}");
        for (int i = 0; i < FilterLimits.MAX_STEPS_PER_EVENT / FilterLimits.MAX_STEPS; i++) {
            assertThat(costly.match(event)).isEqualTo(Verdict.TOO_COSTLY);
        }

        assertThat(Filter.compile("{\"data\":{\"v\":[-1]}}").match(event))
                .isEqualTo(Verdict.TOO_COSTLY);
    }
}
