package io.postrider.worker.endpoint;

import static io.postrider.worker.Fixtures.BOX;
import static io.postrider.worker.Fixtures.aSnapshot;
import static io.postrider.worker.Fixtures.aSubscriptionId;
import static io.postrider.worker.Fixtures.changed;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.FormatName;
import io.postrider.model.RequestHeader;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.access.Authentication;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.signature.SignatureScheme;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class EndpointRegistryTest {

    private final EndpointRegistry registry = new EndpointRegistry(BOX, FormatCatalog.shipped());
    private final SubscriptionSnapshot snapshot =
            aSnapshot(aSubscriptionId(), URI.create("https://example.com/hook"));

    private Lookup find(long offset, boolean hasRead) {
        return registry.find(new SubscriptionRef(snapshot.id(), offset), () -> hasRead);
    }

    @Test
    void knowsWhatItHasHeardOf() {
        registry.changed(snapshot, 5);

        assertThat(find(5, false))
                .isInstanceOfSatisfying(
                        Lookup.Known.class,
                        known -> {
                            assertThat(known.endpoint().url()).isEqualTo(snapshot.url());
                            assertThat(known.endpoint().shape().secrets()).hasSize(1);
                        });
    }

    @Test
    void tellsNotSeenYetFromDeleted() {
        assertThat(find(5, false)).isEqualTo(new Lookup.NotSeenYet(Optional.empty()));
        assertThat(find(5, true)).isEqualTo(new Lookup.Deleted());
        registry.changed(snapshot, 5);
        registry.deleted(snapshot.id());
        assertThat(find(5, true)).isEqualTo(new Lookup.Deleted());
    }

    @Test
    void whatIsOlderThanTheDispatcherKnewIsNotSeenYet() {
        registry.changed(changed(snapshot, false, snapshot.secrets()), 5);

        assertThat(find(6, false))
                .isInstanceOfSatisfying(
                        Lookup.NotSeenYet.class,
                        unseen ->
                                assertThat(unseen.lastKnown().orElseThrow())
                                        .isInstanceOf(Lookup.Known.class));
    }

    @Test
    void aSnapshotThatArrivesBetweenTheQuestionsIsFound() {
        Lookup found =
                registry.find(
                        new SubscriptionRef(snapshot.id(), 5),
                        () -> {
                            registry.changed(snapshot, 5);
                            return true;
                        });

        assertThat(found).isInstanceOf(Lookup.Known.class);
    }

    /** A database that was restored goes on with lower versions. */
    @Test
    void theLatestOfTheTopicCountsWhateverItsVersion() {
        registry.changed(changed(snapshot, false, snapshot.secrets()), 9);
        registry.changed(snapshot, 10);

        assertThat(find(10, true))
                .isInstanceOfSatisfying(
                        Lookup.Known.class,
                        known -> assertThat(known.endpoint().active()).isTrue());
    }

    @Test
    void secretsThatDoNotOpenMakeItUnusableUntilTheyAreChanged() {
        registry.changed(changed(snapshot, true, List.of("v1.other.AAAA")), 5);

        assertThat(find(5, true)).isInstanceOf(Lookup.Unusable.class);
        assertThat(registry.unusable()).isEqualTo(1);
        registry.changed(changed(changed(snapshot, true, List.of()), true, snapshot.secrets()), 6);
        assertThat(find(6, true)).isInstanceOf(Lookup.Known.class);
        assertThat(registry.size()).isEqualTo(1);
    }

    @Test
    void anUnreadableSnapshotMakesItUnusableUntilTheNextOne() {
        registry.changed(changed(snapshot, true, snapshot.secrets()), 5);
        registry.unreadable(snapshot.id(), 6, "no snapshot");

        assertThat(find(5, true)).isEqualTo(new Lookup.Unusable("no snapshot"));
        assertThat(find(6, true)).isEqualTo(new Lookup.Unusable("no snapshot"));
        assertThat(registry.unusable()).isEqualTo(1);
        registry.changed(snapshot, 7);
        assertThat(find(7, true)).isInstanceOf(Lookup.Known.class);
    }

    private SubscriptionSnapshot shaped(String format, String secret, Map<String, String> headers) {
        return new SubscriptionSnapshot(
                snapshot.id(),
                snapshot.tenant(),
                snapshot.url(),
                true,
                snapshot.pausedAt(),
                snapshot.selection(),
                List.of(BOX.seal(secret, snapshot.id().value())),
                snapshot.schedule(),
                snapshot.timeout(),
                Optional.empty(),
                new FormatName(format),
                headers,
                Map.of(),
                snapshot.version());
    }

    private Lookup find(String format) {
        return registry.find(
                new SubscriptionRef(snapshot.id(), 5, new FormatName(format)), () -> true);
    }

    private static PostShape shape(Lookup lookup) {
        assertThat(lookup).isInstanceOf(Lookup.Known.class);
        return ((Lookup.Known) lookup).endpoint().shape();
    }

    @Test
    void knowsTheFormatWithItsSecretAndTheOwnersHeaders() {
        String sealed = BOX.seal("Bearer t", snapshot.id().value());
        registry.changed(
                shaped("project-44", "your-secret-key", Map.of("Authorization", sealed)), 5);

        PostShape shape = shape(find("project-44"));

        assertThat(shape.format()).isEqualTo(new FormatName("project-44"));
        assertThat(shape.secrets())
                .extracting(SignatureScheme::secretText)
                .containsExactly("your-secret-key");
        assertThat(shape.own()).containsExactly(new RequestHeader("Authorization", "Bearer t"));
        assertThat(((Lookup.Known) find("project-44")).endpoint().retryOn().status(404)).isFalse();
    }

    @Test
    void aDeliveryGoesOutInTheFormatOfItsBody() {
        registry.changed(shaped("clip", "your-secret-key", Map.of()), 5);

        PostShape shape = shape(find("task-hub"));

        assertThat(shape.format()).isEqualTo(new FormatName("task-hub"));
        assertThat(shape.secrets())
                .extracting(SignatureScheme::secretText)
                .containsExactly("your-secret-key");
        assertThat(shape(find("clip")).format()).isEqualTo(new FormatName("clip"));
    }

    @Test
    void aFormatThatCannotSignWithTheSecretsOrIsNotThereIsUnusable() {
        registry.changed(shaped("clip", "your-secret-key", Map.of()), 5);

        assertThat(find("standard")).isInstanceOf(Lookup.Unusable.class);
        assertThat(find("unheard-of"))
                .isEqualTo(
                        new Lookup.Unusable(
                                "the delivery has the format 'unheard-of': there is no format"
                                        + " 'unheard-of'; allowed are standard, ecocast, task-hub,"
                                        + " clip, project-44, envoyou"));
        registry.changed(shaped("unheard-of", "your-secret-key", Map.of()), 5);
        assertThat(find("unheard-of")).isInstanceOf(Lookup.Unusable.class);
    }

    @Test
    void headersThatDoNotOpenOrAreNoneMakeItUnusable() {
        registry.changed(shaped("clip", "your-secret-key", Map.of("X-A", "v1.k1.AAAA")), 5);
        assertThat(find("clip")).isInstanceOf(Lookup.Unusable.class);

        String broken = BOX.seal("a\r\nHost: b", snapshot.id().value());
        registry.changed(shaped("clip", "your-secret-key", Map.of("X-A", broken)), 5);
        assertThat(find("clip")).isInstanceOf(Lookup.Unusable.class);
    }

    @Test
    void secretsSealedForAnotherSubscriptionDoNotOpen() {
        registry.changed(changed(snapshot, true, List.of(BOX.seal("whsec_x", "wh_another"))), 5);

        assertThat(find(5, true)).isInstanceOf(Lookup.Unusable.class);
    }

    private SubscriptionSnapshot accessed(Map<String, String> access) {
        return new SubscriptionSnapshot(
                snapshot.id(),
                snapshot.tenant(),
                snapshot.url(),
                true,
                snapshot.pausedAt(),
                snapshot.selection(),
                snapshot.secrets(),
                snapshot.schedule(),
                snapshot.timeout(),
                Optional.empty(),
                snapshot.format(),
                Map.of(),
                access,
                snapshot.version());
    }

    @Test
    void opensWhatProvesWhoseRequestsAre() {
        String sealed = BOX.seal("p", snapshot.id().value());
        registry.changed(
                accessed(
                        Map.of(
                                "authentication.type", "basic",
                                "authentication.username", "u",
                                "authentication.password", sealed)),
                5);

        assertThat(find(5, true))
                .isInstanceOfSatisfying(
                        Lookup.Known.class,
                        known ->
                                assertThat(known.endpoint().access().authentication())
                                        .contains(new Authentication.Basic("u", "p")));
    }

    @Test
    void isUnusableWithAnAuthenticationThatItDoesNotKnow() {
        registry.changed(accessed(Map.of("authentication.type", "digest")), 5);

        assertThat(find(5, true)).isInstanceOf(Lookup.Unusable.class);
    }
}
