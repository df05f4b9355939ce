package io.postrider.worker.endpoint;

import static io.postrider.worker.Fixtures.BOX;
import static io.postrider.worker.Fixtures.aSnapshot;
import static io.postrider.worker.Fixtures.aSubscriptionId;
import static io.postrider.worker.Fixtures.changed;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.SubscriptionSnapshot;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;

class EndpointRegistryTest {

    private final EndpointRegistry registry = new EndpointRegistry(BOX);
    private final SubscriptionSnapshot snapshot =
            aSnapshot(aSubscriptionId(), URI.create("https://example.com/hook"));

    private Lookup find(long offset, boolean hasRead) {
        return registry.find(snapshot.id(), offset, () -> hasRead);
    }

    @Test
    void knowsWhatItHasHeardOf() {
        registry.changed(snapshot, 5);

        assertThat(find(5, false))
                .isInstanceOfSatisfying(
                        Lookup.Known.class,
                        known -> {
                            assertThat(known.endpoint().url()).isEqualTo(snapshot.url());
                            assertThat(known.endpoint().secrets()).hasSize(1);
                        });
    }

    @Test
    void tellsNotSeenYetFromDeleted() {
        assertThat(find(5, false)).isEqualTo(new Lookup.NotSeenYet());
        assertThat(find(5, true)).isEqualTo(new Lookup.Deleted());
        registry.changed(snapshot, 5);
        registry.deleted(snapshot.id());
        assertThat(find(5, true)).isEqualTo(new Lookup.Deleted());
    }

    @Test
    void whatIsOlderThanTheDispatcherKnewIsNotSeenYet() {
        registry.changed(changed(snapshot, false, snapshot.secrets()), 5);

        assertThat(find(6, false)).isEqualTo(new Lookup.NotSeenYet());
    }

    @Test
    void aSnapshotThatArrivesBetweenTheQuestionsIsFound() {
        Lookup found =
                registry.find(
                        snapshot.id(),
                        5,
                        () -> {
                            registry.changed(snapshot, 5);
                            return true;
                        });

        assertThat(found).isInstanceOf(Lookup.Known.class);
    }

    @Test
    void anOlderVersionReadAgainDoesNotCount() {
        registry.changed(changed(snapshot, false, snapshot.secrets()), 9);
        registry.changed(snapshot, 5);

        assertThat(find(9, true))
                .isInstanceOfSatisfying(
                        Lookup.Known.class,
                        known -> assertThat(known.endpoint().active()).isFalse());
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
    void secretsSealedForAnotherSubscriptionDoNotOpen() {
        registry.changed(changed(snapshot, true, List.of(BOX.seal("whsec_x", "wh_another"))), 5);

        assertThat(find(5, true)).isInstanceOf(Lookup.Unusable.class);
    }
}
