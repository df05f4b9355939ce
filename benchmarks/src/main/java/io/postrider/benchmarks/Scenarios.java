package io.postrider.benchmarks;

import io.postrider.benchmarks.receiver.Spread;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The scenarios by their names, and what a person may change of them. */
final class Scenarios {

    private static final String CUSTOM = "custom";
    private static final String ALL = "all";
    private static final int ENDPOINTS = 200;
    private static final long DELIVERIES = 600_000;
    private static final int STEADY_RATE = 1_000;
    private static final int STEADY_SECONDS = 30;
    private static final int LARGEST = 1_000_000;
    private static final long MOST_EVENTS = 1_000_000_000;

    private static final int UNHEALTHY_RATE = 1_000;
    private static final int HOT_RATE = 10_000;
    private static final int BESIDE_HOT_RATE = 500;

    /** Two timeouts of the endpoint that hangs. */
    private static final int BESIDE_HOT_SECONDS = 60;

    private static final int FLAKY_RATE = 20;
    private static final int WIDE = 10_000;
    private static final int WIDE_EVENTS = 5;
    private static final int FILTERED = 100_000;
    private static final long FILTERED_EVENTS = 300_000;
    private static final long WAITING = 1_000_000;

    private static final List<String> USUAL = List.of("one-to-one", "fan-out", "steady");
    private static final List<String> NAMES =
            List.of(
                    "one-to-one",
                    "one-endpoint",
                    "fan-out",
                    "steady",
                    "unhealthy",
                    "hot-endpoint",
                    "flaky",
                    "wide",
                    "index",
                    "backlog");

    private Scenarios() {}

    /** For the help text. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return NAMES.iterator();
        }
    }

    /**
     * What is asked for other than the scenario has it.
     *
     * @param events from 1
     * @param rate events a second, from 1
     * @param fanOut deliveries of each event, from 1
     * @param endpoints from 1, a multiple of the fan-out
     */
    record Wishes(
            Optional<Long> events,
            Optional<Integer> rate,
            Optional<Integer> fanOut,
            Optional<Integer> endpoints) {

        Wishes {
            check("--events", events, MOST_EVENTS);
            check("--rate", rate, LARGEST);
            check("--fan-out", fanOut, LARGEST);
            check("--endpoints", endpoints, LARGEST);
        }

        private static void check(String flag, Optional<? extends Number> value, long most) {
            value.map(Number::longValue)
                    .filter(number -> number < 1 || number > most)
                    .ifPresent(number -> {
                        throw new IllegalArgumentException(
                                "%s must be 1 to %d, not %d".formatted(flag, most, number));
                    });
        }

        boolean isEmpty() {
            return events.isEmpty() && rate.isEmpty() && fanOut.isEmpty() && endpoints.isEmpty();
        }

        private Unhealthy unhealthy(String name) {
            int all = endpoints.orElse(ENDPOINTS);
            if (all < 10) {
                throw new IllegalArgumentException(
                        "--endpoints must be at least 10 for unhealthy, not " + all);
            }
            int perSecond = rate.orElse(UNHEALTHY_RATE);
            return new Unhealthy(
                    name,
                    new Spread(all, 1),
                    perSecond,
                    events.orElse((long) perSecond * STEADY_SECONDS));
        }

        private Load load(String name, int usualFanOut, OptionalInt usualRate) {
            int each = fanOut.orElse(usualFanOut);
            // without a wish, the usual number or the next that makes whole groups
            int all = endpoints.orElse(Math.ceilDiv(ENDPOINTS, each) * each);
            if (all % each != 0) {
                throw new IllegalArgumentException(
                        "--endpoints (%d) must be a multiple of --fan-out (%d)"
                                .formatted(all, each));
            }
            OptionalInt perSecond = rate.map(OptionalInt::of).orElse(usualRate);
            long usualEvents =
                    perSecond.isPresent()
                            ? (long) perSecond.getAsInt() * STEADY_SECONDS
                            : Math.ceilDiv(DELIVERIES, each);
            return new Load(name, new Spread(all, each), events.orElse(usualEvents), perSecond);
        }
    }

    /**
     * What to run, in order.
     *
     * @throws IllegalArgumentException naming the flag that is wrong
     */
    static List<Scenario> chosen(List<String> names, Wishes wishes) {
        if (names.isEmpty() && !wishes.isEmpty()) {
            return List.of(wishes.load(CUSTOM, 1, OptionalInt.empty()));
        }
        Set<String> chosen = new LinkedHashSet<>(names.isEmpty() ? USUAL : names);
        if (chosen.remove(ALL)) {
            // in their own order, the flat-out load first
            chosen = new LinkedHashSet<>(NAMES);
        }
        return chosen.stream().<Scenario>map(name -> byName(name, wishes)).toList();
    }

    private static Scenario byName(String name, Wishes wishes) {
        return switch (name) {
            case "one-to-one" -> wishes.load(name, 1, OptionalInt.empty());
            case "fan-out" -> wishes.load(name, 10, OptionalInt.empty());
            case "steady" -> wishes.load(name, 1, OptionalInt.of(STEADY_RATE));
            case "one-endpoint" ->
                    new OneEndpoint(
                            name,
                            wishes.endpoints().orElse(ENDPOINTS),
                            wishes.events().orElse(DELIVERIES));
            case "unhealthy" -> wishes.unhealthy(name);
            case "hot-endpoint" ->
                    new HotEndpoint(
                            name,
                            new Spread(wishes.endpoints().orElse(ENDPOINTS), 1),
                            BESIDE_HOT_RATE,
                            wishes.events().orElse((long) BESIDE_HOT_RATE * BESIDE_HOT_SECONDS),
                            wishes.rate().orElse(HOT_RATE));
            case "flaky" ->
                    new Flaky(
                            name,
                            wishes.rate().orElse(FLAKY_RATE),
                            Duration.ofMinutes(1),
                            Duration.ofSeconds(150));
            case "wide" ->
                    new Wide(
                            name,
                            wishes.fanOut().orElse(WIDE),
                            wishes.events().map(Math::toIntExact).orElse(WIDE_EVENTS));
            case "index" ->
                    new FilteredIndex(
                            name,
                            FILTERED,
                            wishes.endpoints().orElse(ENDPOINTS),
                            wishes.events().orElse(FILTERED_EVENTS));
            case "backlog" ->
                    new Waiting(
                            name,
                            new Spread(wishes.endpoints().orElse(ENDPOINTS), 1),
                            wishes.events().orElse(WAITING));
            default ->
                    throw new IllegalArgumentException(
                            "--scenario must be one of %s or all, not '%s'"
                                    .formatted(String.join(", ", NAMES), name));
        };
    }
}
