package io.postrider.dispatcher.matching;

import static io.postrider.dispatcher.EventBuilder.anEvent;
import static io.postrider.dispatcher.SubscriptionBuilder.aSubscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.dispatcher.EventBuilder;
import io.postrider.dispatcher.SubscriptionBuilder;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.Event;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.wire.EventCodec;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import software.amazon.event.ruler.Ruler;

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
                    "{\"type\":[{\"suffix\":\"created\"}],\"tenant\":[\"acme\"]}",
                    "{\"$or\":[{\"data\":{\"n\":[7]}},{\"data\":{\"s\":[\"baz\"]}}]}");

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
                        Arbitraries.of("-1", "0", "7", "101", "150", "\"101\""),
                        Arbitraries.of("\"foobar\"", "\"baz\"", "\"bar\"", "\"\"", "null"))
                .as((type, tenant, n, s) ->
                        anEvent(type)
                                .of(tenant)
                                .with("{\"n\":%s,\"s\":[%s,\"q\"]}".formatted(n, s)));
    }

    @Property(tries = 300)
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
            assertThat(index.match(event))
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

    /** One pattern at a time, without a machine of many. */
    private static boolean contentMatches(Optional<String> pattern, Event event) {
        String document = EventCodec.encode(event).value().map(Payload::text).orElseThrow();
        try {
            return pattern.isEmpty() || Ruler.matchesRule(document, pattern.get());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
