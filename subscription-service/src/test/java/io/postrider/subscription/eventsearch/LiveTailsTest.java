package io.postrider.subscription.eventsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.eventsearch.EventArchive.Filter;
import io.postrider.subscription.eventsearch.LiveEvents.Following;
import io.postrider.subscription.eventsearch.LiveEvents.Moment;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.quota.TestQuotas;
import io.postrider.subscription.quota.UnderWay;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class LiveTailsTest {

    private static final int MAX_OF_ONE = 4;

    private boolean away;
    private final LiveTails tails =
            new LiveTails(
                    (_, _) -> {
                        if (away) {
                            throw new RefusedException(new Refusal.Unavailable("Kafka is away"));
                        }
                        return new Quiet();
                    },
                    new UnderWay(TestQuotas.limits(Quota.LIVE_TAILS, MAX_OF_ONE)));

    private static final class Quiet implements Following {

        @Override
        public Moment next(Duration longest) {
            return new Moment(List.of(), 0, Map.of());
        }

        @Override
        public void close() {}
    }

    private Following follow(int tenant) {
        return tails.follow(
                new Filter(
                        Reach.of(new TenantId("t" + tenant)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Map.of());
    }

    private void assertRefused(int tenant, Class<? extends Refusal> refusal) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> follow(tenant))
                .satisfies(e -> assertThat(e.refusal()).isInstanceOf(refusal));
    }

    @Test
    void leaveRoomForOtherTenants() {
        for (int i = 0; i < MAX_OF_ONE; i++) {
            var _ = follow(1);
        }
        assertRefused(1, Refusal.OverQuota.class);
        assertThat(follow(2)).isNotNull();
    }

    @Test
    void makeRoomOnceHoweverOftenTheyAreClosed() {
        Following first = follow(1);
        for (int i = 1; i < MAX_OF_ONE; i++) {
            var _ = follow(1);
        }
        first.close();
        first.close();

        assertThat(follow(1)).isNotNull();
        assertRefused(1, Refusal.OverQuota.class);
    }

    @Test
    void areBoundedInAllAndMakeRoomWhenTheyClose() {
        Following first = follow(0);
        for (int i = 1; i < LiveTails.MOST; i++) {
            var _ = follow(i);
        }
        assertRefused(99, Refusal.TooMany.class);

        first.close();
        assertThat(follow(99)).isNotNull();
        assertRefused(0, Refusal.TooMany.class);
    }

    @Test
    void thatDoNotComeAboutTakeNoRoom() {
        away = true;
        for (int i = 0; i < 2 * LiveTails.MOST; i++) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> follow(1))
                    .matches(e -> e.refusal() instanceof Refusal.Unavailable);
        }
        away = false;
        assertThat(follow(1)).isNotNull();
    }
}
