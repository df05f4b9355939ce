package io.postrider.subscription.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postrider.testing.Patience;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

class OutboxRelayTest {

    private static final OutboxLog NO_LOG =
            () -> {
                throw new IllegalStateException("only a leader writes");
            };

    /** Stands by, and dies when told to. */
    private static final class MortalSession implements Outbox.Session {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch dead = new CountDownLatch(1);

        @Override
        public boolean lead() {
            asked.countDown();
            if (dead.getCount() == 0) {
                throw new StackOverflowError("told to");
            }
            return false;
        }

        @Override
        public List<Outbox.Entry> oldest(int most) {
            return List.of();
        }

        @Override
        public void remove(List<Outbox.Entry> entries) {
            // there are none
        }

        @Override
        public void setAside(Outbox.Entry entry, String reason) {
            // there are none
        }

        @Override
        public void await(Duration most) {
            // nothing comes
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    @Test
    void isReadyOnlyWhileItsThreadLives() throws Exception {
        MortalSession session = new MortalSession();
        OutboxRelay relay = new OutboxRelay(() -> session, NO_LOG, new SimpleMeterRegistry());
        assertThat(relay.isReady()).isFalse();
        relay.start();
        session.asked.await();
        assertThat(relay.isReady()).isTrue();

        session.dead.countDown();

        Patience.await().until(() -> !relay.isReady());
        relay.stop();
        assertThat(relay.isReady()).isFalse();
    }

    @Test
    void isNotReadyOnceStopped() throws Exception {
        OutboxRelay relay = new OutboxRelay(MortalSession::new, NO_LOG, new SimpleMeterRegistry());
        relay.start();

        relay.stop();

        assertThat(relay.isReady()).isFalse();
    }
}
