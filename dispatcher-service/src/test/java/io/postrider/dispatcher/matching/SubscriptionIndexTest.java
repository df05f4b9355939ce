package io.postrider.dispatcher.matching;

import static io.postrider.dispatcher.EventBuilder.anEvent;
import static io.postrider.dispatcher.SubscriptionBuilder.aSubscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.dispatcher.EventBuilder;
import io.postrider.dispatcher.SubscriptionBuilder;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.EventSelection;
import io.postrider.model.OperationalEvents;
import io.postrider.model.SubscriptionId;
import io.postrider.model.filter.FilterLimits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class SubscriptionIndexTest {

    private static final String OVER_100 = "{\"data\":{\"amount\":[{\"numeric\":[\">\",100]}]}}";

    /** Each alternative looks at each value. */
    private static final String COSTLY =
            IntStream.range(0, FilterLimits.MAX_ALTERNATIVES)
                    .mapToObj("{\"data\":{\"v\":[{\"numeric\":[\">\",%d]}]}}"::formatted)
                    .collect(Collectors.joining(",", "{\"$or\":[", "]}"));

    private static final String COSTLY_DATA =
            "{\"amount\":101,\"v\":[-1%s]}".formatted(",-1".repeat(100_000));

    private final SubscriptionIndex index = new SubscriptionIndex();

    private void given(SubscriptionBuilder... subscriptions) {
        for (SubscriptionBuilder subscription : subscriptions) {
            index.put(subscription.snapshot(), 7);
        }
    }

    private List<String> matches(EventBuilder event) {
        return index.match(event.event()).wanted().stream()
                .map(match -> match.id().value())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "order.created,   order.created,       true",
        "order.created,   order.created.twice, false",
        "order.created,   order.deleted,       false",
        "order.created,   order,               false",
        "order.*,         order.created,       true",
        "order.*,         order.item.added,    true",
        "order.*,         order.,              true",
        "order.*,         order,               false",
        "order.*,         orders.created,      false",
        "order.item.*,    order.item.added,    true",
        "order.item.*,    order.created,       false",
        "a..*,            a..b,                true",
        "*,               order.created,       true",
        "*,               order,               true",
        "*,               .,                   true"
    })
    void matchesTypes(String pattern, String type, boolean wanted) {
        given(aSubscription("wh_a").to(pattern));

        assertThat(matches(anEvent(type))).isEqualTo(wanted ? List.of("wh_a") : List.of());
    }

    @Test
    void givesWhatPostriderAnnouncesToThoseWhoNameIt() {
        given(
                aSubscription("wh_all").to("*"),
                aSubscription("wh_prefix").to("webhook.*"),
                aSubscription("wh_exact").to("webhook.disabled"));

        assertThat(matches(anEvent("webhook.disabled").from(OperationalEvents.SOURCE)))
                .containsExactlyInAnyOrder("wh_prefix", "wh_exact");
        assertThat(matches(anEvent("webhook.disabled")))
                .containsExactlyInAnyOrder("wh_all", "wh_prefix", "wh_exact");
    }

    @Test
    void givesWhatPostriderAnnouncesToEverySelectionWhereConfigured() {
        SubscriptionIndex all = new SubscriptionIndex(true);
        all.put(aSubscription("wh_all").to("*").snapshot(), 7);

        assertThat(
                        all.match(
                                        anEvent("webhook.disabled")
                                                .from(OperationalEvents.SOURCE)
                                                .event())
                                .wanted())
                .hasSize(1);
    }

    @Test
    void namesASubscriptionOnceHoweverManyOfItsPatternsMatch() {
        given(
                aSubscription("wh_a").to("order.created", "order.*", "*"),
                aSubscription("wh_b").to("order.created", "order.*", "*").where(OVER_100));

        assertThat(matches(anEvent("order.created").with("{\"amount\":101}")))
                .containsExactlyInAnyOrder("wh_a", "wh_b");
    }

    @ParameterizedTest
    @CsvSource({
        "101,       true",
        "100.01,    true",
        "1e9,       true",
        "100,       false",
        "-200,      false",
        "'\"200\"', false",
        "null,      false",
        "'[1,200]', true",
        "'[]',      false"
    })
    void matchesNumbersInTheContent(String amount, boolean wanted) {
        given(aSubscription("wh_a").where(OVER_100));

        assertThat(matches(anEvent("order.created").with("{\"amount\":" + amount + "}")))
                .isEqualTo(wanted ? List.of("wh_a") : List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":[\"evt-1\"]}",
                "{\"source\":[{\"prefix\":\"/shop\"}]}",
                "{\"type\":[\"order.created\"]}",
                "{\"tenant\":[\"default\"]}",
                "{\"time\":[\"2026-01-31T12:00:00Z\"]}",
                "{\"data\":{\"customer\":{\"name\":[\"Zoë\"]}}}",
                "{\"data\":{\"lines\":{\"sku\":[\"b\"]}}}",
                "{\"data\":{\"coupon\":[{\"exists\":false}]}}",
                "{\"$or\":[{\"type\":[\"other\"]},{\"data\":{\"paid\":[true]}}]}"
            })
    void seesTheWholeEvent(String pattern) {
        given(aSubscription("wh_a").where(pattern));

        assertThat(
                        matches(
                                anEvent("order.created")
                                        .from("/shop/7")
                                        .with(
                                                """
                                                {"customer": {"name": "Zo\\u00eb"}, "paid": true,
                                                 "lines": [{"sku": "a"}, {"sku": "b"}]}
                                                """)))
                .containsExactly("wh_a");
    }

    @Test
    void matchesNothingWithASubscriptionInTestModeUntilItIsLive() {
        given(aSubscription("wh_a").to());
        assertThat(matches(anEvent("order.created"))).isEmpty();

        given(aSubscription("wh_a").to("order.*").version(2));
        assertThat(matches(anEvent("order.created"))).containsExactly("wh_a");
    }

    @Test
    void wantsTypeAndContentBoth() {
        given(aSubscription("wh_a").to("order.created").where(OVER_100));

        assertThat(matches(anEvent("order.deleted").with("{\"amount\":101}"))).isEmpty();
        assertThat(matches(anEvent("order.created").with("{\"amount\":99}"))).isEmpty();
        assertThat(matches(anEvent("order.created").with("{\"amount\":101}")))
                .containsExactly("wh_a");
    }

    @Test
    void keepsTenantsApart() {
        given(
                aSubscription("wh_a").of("acme"),
                aSubscription("wh_b").of("bolt").where("{\"tenant\":[\"acme\",\"bolt\"]}"));

        assertThat(matches(anEvent("order.created").of("acme"))).containsExactly("wh_a");
        assertThat(matches(anEvent("order.created").of("bolt"))).containsExactly("wh_b");
        assertThat(matches(anEvent("order.created"))).isEmpty();
    }

    @Test
    void matchesWhatASubscriptionWantsNow() {
        given(aSubscription("wh_a").to("order.*").where(OVER_100));
        given(aSubscription("wh_a").to("invoice.*").version(2));

        assertThat(matches(anEvent("order.created").with("{\"amount\":101}"))).isEmpty();
        assertThat(matches(anEvent("invoice.paid"))).containsExactly("wh_a");
    }

    @Test
    void followsASubscriptionToAnotherTenant() {
        given(aSubscription("wh_a").of("acme"));
        given(aSubscription("wh_a").of("bolt").version(2));

        assertThat(matches(anEvent("order.created").of("acme"))).isEmpty();
        assertThat(matches(anEvent("order.created").of("bolt"))).containsExactly("wh_a");
    }

    @Test
    void namesTheOffsetOfTheLatestSnapshot() {
        index.put(aSubscription("wh_a").snapshot(), 3);
        index.put(aSubscription("wh_a").at("https://example.com/new").version(2).snapshot(), 9);

        assertThat(index.match(anEvent("order.created").event()).wanted())
                .containsExactly(new SubscriptionRef(new SubscriptionId("wh_a"), 9));
    }

    /** A database that was restored goes on with lower versions. */
    @Test
    void theLatestOfTheTopicCountsWhateverItsVersion() {
        index.put(aSubscription("wh_a").to("invoice.*").version(2).snapshot(), 3);
        index.put(aSubscription("wh_a").to("order.*").version(1).snapshot(), 9);

        assertThat(matches(anEvent("order.created"))).containsExactly("wh_a");
        assertThat(matches(anEvent("invoice.paid"))).isEmpty();
    }

    @Test
    void forgetsADeletedSubscription() {
        given(aSubscription("wh_a"), aSubscription("wh_b").where(OVER_100), aSubscription("wh_c"));

        index.remove(new SubscriptionId("wh_a"));
        index.remove(new SubscriptionId("wh_b"));
        index.remove(new SubscriptionId("wh_unknown"));

        assertThat(matches(anEvent("order.created").with("{\"amount\":101}")))
                .containsExactly("wh_c");
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void leavesOutADisabledSubscriptionUntilItIsEnabled() {
        given(aSubscription("wh_a").disabled());
        assertThat(matches(anEvent("order.created"))).isEmpty();

        given(aSubscription("wh_a").version(2));
        assertThat(matches(anEvent("order.created"))).containsExactly("wh_a");

        given(aSubscription("wh_a").version(3).disabled());
        assertThat(matches(anEvent("order.created"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"data\":1}",
                "{\"data\":[]}",
                "{\"data\":[{\"nope\":1}]}",
                "{\"data\":[{\"wildcard\":\"a**b\"}]}"
            })
    void anUnusablePatternMatchesNothingAndHarmsNobody(String pattern) {
        given(
                aSubscription("wh_a").to("order.*", "*").where(pattern),
                aSubscription("wh_b").where(OVER_100));

        assertThat(matches(anEvent("order.created").with("{\"amount\":101}")))
                .containsExactly("wh_b");
        assertThat(index.unusable()).isEqualTo(1);

        given(aSubscription("wh_a").version(2));
        assertThat(matches(anEvent("order.created"))).containsExactly("wh_a");
        assertThat(index.unusable()).isZero();
    }

    /** Records of the topic may be older than the limits, or forged. */
    @Test
    void refusesASelectionBeyondTheLimitsOfTheApi() {
        String groups =
                IntStream.range(0, 24)
                        .mapToObj(i -> "\"g%d\":{\"$or\":[{\"a\":[1]},{\"b\":[1]}]}".formatted(i))
                        .collect(Collectors.joining(",", "{\"data\":{", "}}"));
        String[] types =
                IntStream.rangeClosed(0, EventSelection.MAX_TYPES)
                        .mapToObj(i -> "order." + i)
                        .toArray(String[]::new);
        given(
                aSubscription("wh_a").where(groups),
                aSubscription("wh_b").to(types),
                aSubscription("wh_c"));

        assertThat(matches(anEvent("order.1"))).containsExactly("wh_c");
        assertThat(index.unusable()).isEqualTo(2);
    }

    @Test
    void servesOthersWhenAFilterTakesTooManySteps() {
        given(aSubscription("wh_a").where(COSTLY), aSubscription("wh_b").where(OVER_100));

        Matches matches = index.match(anEvent("order.created").with(COSTLY_DATA).event());

        assertThat(matches.wanted())
                .extracting(match -> match.id().value())
                .containsExactly("wh_b");
        assertThat(matches.undecided())
                .singleElement()
                .satisfies(undecided -> {
                    assertThat(undecided.subscription().value()).isEqualTo("wh_a");
                    assertThat(undecided.reason()).contains("1000000 steps");
                });
    }

    /** A tenant with many costly filters must not take the dispatcher from the others. */
    @Test
    void boundsTheStepsOfAllFiltersOfAnEvent() {
        for (int i = 0; i < 12; i++) {
            given(aSubscription("wh_" + i).where(COSTLY.replace("63", "" + (63 + i))));
        }
        given(aSubscription("wh_free"));

        Matches matches = index.match(anEvent("order.created").with(COSTLY_DATA).event());

        assertThat(matches.wanted())
                .extracting(match -> match.id().value())
                .containsExactly("wh_free");
        assertThat(matches.undecided()).hasSize(12);
        assertThat(matches.undecided().getLast().reason())
                .isEqualTo("testing all filters of the tenant takes more than 10000000 steps");
    }

    @Test
    void servesSubscriptionsWithoutFilterWhenTheDataIsNotJson() {
        given(aSubscription("wh_a"), aSubscription("wh_b").where(OVER_100));

        Matches matches = index.match(anEvent("order.created").with("{\"amount\":").event());

        assertThat(matches.wanted())
                .extracting(match -> match.id().value())
                .containsExactly("wh_a");
        assertThat(matches.undecided())
                .extracting(undecided -> undecided.subscription().value())
                .containsExactly("wh_b");
    }

    @Test
    void aDeletedSubscriptionTakesNoOtherWithIt() {
        String pattern =
                """
                {"data": {"name": [{"wildcard": "*bar*"}, {"prefix": "foo"},
                                   {"anything-but": {"wildcard": "*x*"}}]}}
                """;
        for (int i = 0; i < 200; i++) {
            given(aSubscription("wh_" + i).where(pattern));
        }
        for (int i = 0; i < 199; i++) {
            index.remove(new SubscriptionId("wh_" + i));
        }

        assertThat(matches(anEvent("order.created").with("{\"name\":\"foobar\"}")))
                .containsExactly("wh_199");
    }

    @Test
    void staysRightThroughManyChangesOfOneSubscription() {
        for (int version = 1; version <= 1000; version++) {
            int least = version;
            given(
                    aSubscription("wh_a")
                            .version(version)
                            .where(OVER_100.replace("100", Integer.toString(least))));
        }

        assertThat(matches(anEvent("order.created").with("{\"amount\":1000}"))).isEmpty();
        assertThat(matches(anEvent("order.created").with("{\"amount\":1001}")))
                .containsExactly("wh_a");
    }
}
