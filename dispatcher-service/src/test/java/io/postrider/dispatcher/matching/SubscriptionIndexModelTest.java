package io.postrider.dispatcher.matching;

import static io.postrider.dispatcher.EventBuilder.anEvent;
import static io.postrider.dispatcher.SubscriptionBuilder.aSubscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.dispatcher.EventBuilder;
import io.postrider.dispatcher.SubscriptionBuilder;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.Event;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.filter.EventDocument;
import io.postrider.model.filter.Filter;
import io.postrider.model.filter.Verdict;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whatever happens to subscriptions, the index finds what asking each of them finds. */
class SubscriptionIndexModelTest {

    private static final List<String> PATTERNS =
            List.of(
                    "{\"data\":{\"n\":[{\"numeric\":[\">\",100]}]}}",
                    "{\"data\":{\"n\":[{\"numeric\":[\">=\",0,\"<\",150]}]}}",
                    "{\"data\":{\"s\":[\"foobar\"]}}",
                    "{\"data\":{\"s\":[{\"prefix\":\"foo\"}],\"n\":[101]}}",
                    "{\"data\":{\"s\":[{\"wildcard\":\"*bar*\"}]}}",
                    "{\"data\":{\"s\":[{\"wildcard\":\"*bar*\"},{\"prefix\":\"b\"}]}}",
                    "{\"data\":{\"s\":[{\"wildcard\":\"*o*\"}],\"n\":[{\"exists\":true}]}}",
                    "{\"data\":{\"s\":[{\"anything-but\":[\"baz\"]}]}}",
                    "{\"data\":{\"s\":[{\"anything-but\":{\"wildcard\":\"*z*\"}}]}}",
                    "{\"data\":{\"n\":[{\"exists\":false}]}}",
                    "{\"data\":{\"n\":[{\"exists\":false},7]}}",
                    "{\"$or\":[{\"data\":{\"n\":[{\"exists\":false}]}},{\"type\":[\"a\"]}]}",
                    "{\"data\":{\"n\":[7]},\"$or\":[{\"type\":[\"a\"]},{\"tenant\":[\"b\"]}]}",
                    "{\"type\":[{\"suffix\":\"created\"}],\"tenant\":[\"acme\"]}",
                    "{\"$or\":[{\"data\":{\"n\":[7]}},{\"data\":{\"s\":[\"baz\"]}}]}",
                    // found by an exact value
                    "{\"data\":{\"s\":[\"baz\"],\"n\":[{\"numeric\":[\">=\",0,\"<\",101]}]}}",
                    "{\"data\":{\"s\":[\"baz\"],\"n\":[{\"numeric\":[\">\",0,\"<=\",101]}]}}",
                    "{\"data\":{\"s\":[\"bar\",null,\"\"],\"n\":[{\"numeric\":[\"<\",7]},150]}}",
                    "{\"data\":{\"n\":[101,-1.0]},\"type\":[{\"prefix\":\"a\"}]}",
                    "{\"data\":{\"n\":[{\"numeric\":[\"=\",1.01e2]}]},\"tenant\":[\"acme\",\"b\"]}",
                    "{\"data\":{\"n\":[9007199254740993,9007199254740992]}}",
                    "{\"data\":{\"n\":[true,false,null]},\"type\":[\"a\"]}",
                    "{\"data\":{\"s\":[\"q\"],\"n\":[{\"exists\":true}]}}",
                    "{\"data\":{\"s\":[\"q\"],\"none\":[{\"exists\":true}]}}",
                    "{\"data\":{\"s\":[\"q\"],\"n\":[{\"exists\":false}]}}",
                    "{\"data\":{\"s\":[\"10.0.0.1\"],\"n\":[{\"numeric\":[\">\",1]}]}}",
                    "{\"data\":{\"s\":[{\"cidr\":\"10.0.0.0/8\"}],\"n\":[7]}}",
                    "{\"data\":{\"s\":[{\"prefix\":\"\"}],\"n\":[7]}}",
                    "{\"data\":{\"s\":[{\"equals-ignore-case\":\"BAZ\"}],\"n\":[7]}}",
                    "{\"data\":{\"lines\":{\"sku\":[\"a\"],\"qty\":[{\"numeric\":[\">\",3]}]}}}",
                    "{\"data\":{\"lines\":{\"sku\":[\"b\"],\"qty\":[5]}},\"type\":[\"a.b\"]}",
                    "{\"data\":{\"lines\":{\"sku\":[\"a\",\"b\"],\"tags\":[\"x\"],"
                            + "\"qty\":[{\"numeric\":[\"<\",9]}]}}}",
                    "{\"data\":{\"lines\":{\"sku\":[\"a\"]},\"s\":[\"foobar\"],\"n\":[101]}}",
                    "{\"data\":{\"x\":{\"y\":[\"dotted\"]},\"n\":[{\"numeric\":[\">\",0]}]}}",
                    "{\"data\":{\"x.y\":[\"dotted\"],\"n\":[{\"numeric\":[\">\",0]}]}}");

    /** What an event has beside {@code n} and {@code s}. */
    private static final List<String> MORE =
            List.of(
                    "",
                    ",\"lines\":[{\"sku\":\"a\",\"qty\":1},{\"sku\":\"b\",\"qty\":5}]",
                    ",\"lines\":[{\"sku\":\"a\",\"qty\":5,\"tags\":[\"w\",\"x\"]},{\"qty\":1}]",
                    ",\"lines\":[{\"sku\":\"a\",\"tags\":[]},{\"qty\":4,\"tags\":[\"x\"]}]",
                    ",\"lines\":[[{\"sku\":\"a\"},{\"qty\":4}],[{\"sku\":\"b\",\"qty\":5}]]",
                    ",\"lines\":{\"sku\":[\"a\",\"b\"],\"qty\":[1,5],\"tags\":\"x\"}",
                    ",\"lines\":\"a\",\"x\":{\"y\":\"dotted\"}",
                    ",\"x.y\":[\"dotted\"]",
                    ",\"x\":[{\"y\":\"no\"},{\"y\":{\"z\":\"dotted\"}}]");

    private static final List<String> NUMBERS =
            List.of(
                    "-1",
                    "0",
                    "-0.0",
                    "7",
                    "7.0",
                    "101",
                    "1.01e2",
                    "150",
                    "\"101\"",
                    "true",
                    "[]",
                    "[7,{\"deep\":101}]",
                    "9007199254740992",
                    "9007199254740993",
                    "1e400");

    sealed interface Change {
        record Put(SubscriptionBuilder subscription) implements Change {}

        record Remove(SubscriptionId id) implements Change {}
    }

    @Provide
    Arbitrary<Change> changes() {
        Arbitrary<Integer> ids = Arbitraries.integers().between(0, 15);
        Arbitrary<String> types =
                Arbitraries.of("*", "a.*", "a.b.*", "a", "a.b", "a.b.created", "c.created");
        Arbitrary<Change> puts =
                Combinators.combine(
                                ids,
                                types.set().ofMinSize(1).ofMaxSize(3),
                                Arbitraries.of(PATTERNS).optional(0.7),
                                Arbitraries.of("acme", "bolt"),
                                Arbitraries.of(true, true, true, false))
                        .as((id, wanted, pattern, tenant, active) -> {
                            SubscriptionBuilder subscription =
                                    aSubscription("wh_" + id)
                                            .of(tenant)
                                            .to(wanted.toArray(String[]::new));
                            pattern.ifPresent(subscription::where);
                            return new Change.Put(active ? subscription : subscription.disabled());
                        });
        Arbitrary<Change> removals =
                ids.map(id -> new Change.Remove(new SubscriptionId("wh_" + id)));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, puts), net.jqwik.api.Tuple.of(1, removals));
    }

    @Provide
    Arbitrary<EventBuilder> events() {
        return Combinators.combine(
                        Arbitraries.of("a", "a.b", "a.b.created", "c.created", "d"),
                        Arbitraries.of("acme", "bolt"),
                        Arbitraries.of(NUMBERS),
                        Arbitraries.of(
                                "\"foobar\"",
                                "\"baz\"",
                                "\"bar\"",
                                "\"\"",
                                "null",
                                "\"10.0.0.1\"",
                                "\"::ffff:a00:1\""),
                        Arbitraries.of(MORE))
                .as((type, tenant, n, s, more) ->
                        anEvent(type)
                                .of(tenant)
                                .with("{\"n\":%s,\"s\":[%s,\"q\"]%s}".formatted(n, s, more)));
    }

    @Property(tries = 600)
    void findsWhatAskingEachSubscriptionFinds(
            @ForAll("manyChanges") List<Change> changes,
            @ForAll("someEvents") List<EventBuilder> events) {
        SubscriptionIndex index = new SubscriptionIndex();
        Map<SubscriptionId, SubscriptionSnapshot> all = new HashMap<>();
        int version = 0;
        for (Change change : changes) {
            version++;
            switch (change) {
                case Change.Put(var subscription) -> {
                    SubscriptionSnapshot snapshot = subscription.version(version).snapshot();
                    index.put(snapshot, version);
                    all.put(snapshot.id(), snapshot);
                }
                case Change.Remove(var id) -> {
                    index.remove(id);
                    all.remove(id);
                }
            }
        }
        for (EventBuilder builder : events) {
            Event event = builder.event();
            assertThat(index.match(event).wanted())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            all.values().stream()
                                    .filter(snapshot -> wants(snapshot, event))
                                    .map(snapshot ->
                                            new SubscriptionRef(snapshot.id(), snapshot.version()))
                                    .toList());
        }
    }

    @Provide
    Arbitrary<List<Change>> manyChanges() {
        return changes().list().ofMaxSize(300);
    }

    @Provide
    Arbitrary<List<EventBuilder>> someEvents() {
        return events().list().ofMinSize(1).ofMaxSize(10);
    }

    private static boolean wants(SubscriptionSnapshot snapshot, Event event) {
        return snapshot.active()
                && snapshot.tenant().equals(event.tenant())
                && snapshot.selection().types().stream().anyMatch(t -> t.matches(event.type()))
                && contentMatches(snapshot.selection().contentPattern(), event);
    }

    /** One filter at a time; FilterModelTest compares what it says with Event Ruler. */
    private static boolean contentMatches(Optional<String> pattern, Event event) {
        return pattern.isEmpty()
                || Filter.compile(pattern.get()).match(EventDocument.of(event)) == Verdict.MATCH;
    }
}
