package io.postrider.subscription.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.Payload;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.refusal.RefusedException;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What holds of inboxes whoever makes them. */
class PlaygroundTest {

    private static final Caller ACME = Caller.POSTRIDER.actingFor(new TenantId("acme"));

    private final AtomicLong time = new AtomicLong();
    private final Playground playground =
            new Playground(
                    true,
                    count -> ByteBuffer.allocate(count).putLong(time.incrementAndGet()).array(),
                    () -> Instant.ofEpochSecond(time.incrementAndGet()));

    private void post(String inbox, int bytes) {
        playground.receive(inbox, Map.of(), Payload.of(new byte[bytes]), bytes);
    }

    @Test
    void thoseThatNobodyMadeGiveWayToEachOtherAndToNoneThatSomebodyMade() {
        Inbox made = playground.create(ACME, Optional.empty());
        for (int i = 0; i < 20; i++) {
            post("stray-" + i, 1);
        }

        assertThat(playground.list(Reach.EVERYBODY))
                .hasSize(Playground.MOST_OF_ONE + 1)
                .extracting(Inbox::id)
                .contains(made.id(), "stray-19", "stray-12")
                .doesNotContain("stray-11");
    }

    @Test
    void aTenantSeesItsOwnAlone() {
        Inbox made = playground.create(ACME, Optional.empty());
        post("stray", 1);

        assertThat(playground.list(ACME.reach())).extracting(Inbox::id).containsExactly(made.id());
        Reach other = Reach.of(new TenantId("other"));
        assertThat(playground.list(other)).isEmpty();
        assertThatThrownBy(() -> playground.requests(other, made.id()))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> playground.requests(ACME.reach(), "stray"))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void aTenantHasSoManyAndNoMore() {
        for (int i = 0; i < Playground.MOST_OF_ONE; i++) {
            playground.create(ACME, Optional.empty());
        }

        assertThatThrownBy(() -> playground.create(ACME, Optional.empty()))
                .hasMessageContaining("which is the most it may have");
    }

    @Test
    void inboxesGoWithTheirTenant() {
        Inbox kept =
                playground.create(
                        Caller.POSTRIDER.actingFor(new TenantId("kept")), Optional.empty());
        for (int i = 0; i < Playground.MOST_OF_ONE; i++) {
            playground.create(ACME, Optional.empty());
        }
        post("stray", 1);

        playground.removeOfUnknown(tenant -> tenant.value().equals("kept"));

        assertThat(playground.list(Reach.EVERYBODY))
                .extracting(Inbox::id)
                .containsExactlyInAnyOrder(kept.id(), "stray");
    }

    @Test
    void keepsNoMoreBytesOfAnInboxThanAreAllowed() {
        Inbox made = playground.create(ACME, Optional.empty());
        for (int i = 0; i < 10; i++) {
            post(made.id(), ReceivedRequest.MOST_BYTES);
        }

        assertThat(playground.requests(ACME.reach(), made.id()))
                .hasSize(OpenInbox.MOST_BYTES / ReceivedRequest.MOST_BYTES)
                .extracting(ReceivedRequest::number)
                .startsWith(10L);
    }

    @Test
    void whereItIsOffThereIsNothing() {
        Playground off = new Playground(false, byte[]::new, () -> Instant.EPOCH);

        assertThat(off.list(Reach.EVERYBODY)).isEmpty();
        assertThatThrownBy(() -> off.create(ACME, Optional.empty()))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> off.receive("a", Map.of(), Payload.of(""), 0))
                .isInstanceOf(RefusedException.class);
    }
}
