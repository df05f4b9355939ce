package io.postrider.subscription.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postrider.model.TenantId;
import io.postrider.subscription.quota.SharedSlots.Slot;
import io.postrider.testing.Patience;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

class SharedSlotsTest {

    private static final Party ACME = new Party.OfTenant(new TenantId("acme"));
    private static final Party OTHER = new Party.OfTenant(new TenantId("other"));

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static Optional<Slot> enterNow(SharedSlots slots, Party party) throws Exception {
        return slots.enter(party, Duration.ZERO);
    }

    private CompletableFuture<Slot> await(SharedSlots slots, Party party) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return slots.enter(party, Patience.LONGEST).orElseThrow();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    @Test
    void onePartyHasNoMoreThanItsShare() throws Exception {
        SharedSlots slots = SharedSlots.halved(4);
        assertThat(enterNow(slots, ACME)).isPresent();
        Slot second = enterNow(slots, ACME).orElseThrow();

        assertThat(enterNow(slots, ACME)).isEmpty();
        assertThat(enterNow(slots, OTHER)).isPresent();
        assertThat(enterNow(slots, new Party.Others())).isPresent();
        assertThat(enterNow(slots, new Party.Others())).isEmpty();

        second.close();
        second.close();
        assertThat(enterNow(slots, ACME)).isPresent();
        assertThat(enterNow(slots, ACME)).isEmpty();
    }

    @Test
    void howeverManyOfOnePartyWaitAnotherIsServedInTurn() throws Exception {
        SharedSlots slots = new SharedSlots(2, 1);
        Slot held = enterNow(slots, ACME).orElseThrow();
        Slot other = enterNow(slots, OTHER).orElseThrow();
        List<CompletableFuture<Slot>> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(await(slots, ACME));
        }
        CompletableFuture<Slot> waiting = await(slots, new Party.Others());

        other.close();

        assertThat(waiting.get(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        assertThat(many).noneMatch(CompletableFuture::isDone);
        held.close();
    }

    @Test
    void thereIsAtLeastOneSlot() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SharedSlots(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SharedSlots(1, 0));
    }
}
