package io.postrider.benchmarks.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class TallyTest {

    @Test
    void countsEveryPairOfEventAndEndpointOnce() {
        Spread spread = new Spread(6, 3);
        Tally tally = new Tally(spread);
        for (long event = 0; event < 10_000; event++) {
            for (int i = 0; i < spread.fanOut(); i++) {
                int endpoint = spread.groupOf(event) * spread.fanOut() + i;
                tally.received(endpoint, event, 1_000);
            }
        }

        assertThat(tally.distinct()).isEqualTo(30_000);
        assertThat(tally.duplicates()).isZero();

        tally.received(0, 4, 1_000);

        assertThat(tally.distinct()).isEqualTo(30_000);
        assertThat(tally.duplicates()).isEqualTo(1);
        assertThat(tally.posts(0)).isEqualTo(5_001);
    }

    @Test
    void latencyIsThatOfTheMeasuredEventsHoweverLateTheyCome() {
        Tally tally = new Tally(new Spread(1, 1));
        tally.measureFrom(2);
        tally.measureTo(4);
        for (long event : new long[] {0, 1, 2, 4, 5, 3}) {
            tally.received(0, event, 1_000_000 * (event + 1));
        }

        assertThat(tally.latency().getTotalCount()).isEqualTo(2);
        assertThat(tally.latency().getMinValue()).isBetween(2_990L, 3_010L);
        assertThat(tally.latency().getMaxValue()).isBetween(3_990L, 4_010L);
    }

    @Test
    void endpointsThatDoNotCountAreLeftOut() {
        Tally tally = new Tally(new Spread(10, 1), 7);

        tally.received(6, 6, 1);
        tally.received(7, 7, 1);

        assertThat(tally.distinct()).isEqualTo(1);
    }

    @Test
    void groupsAreWhole() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Spread(10, 3));
    }

    @Test
    void anEventsIdTellsWhichItIsAndWhenItWasDue() {
        String body = "{\"id\":\"" + EventMark.id(123_456_789_012L, 4_711) + "\",\"type\":\"a\"}";
        ByteBuf in = Unpooled.copiedBuffer("head" + body, StandardCharsets.US_ASCII);

        assertThat(EventMark.isAt(in, 4, body.length())).isTrue();
        assertThat(EventMark.nanos(in, 4)).isEqualTo(123_456_789_012L);
        assertThat(EventMark.sequence(in, 4, body.length())).isEqualTo(4_711);
    }

    @Test
    void anotherIdIsNoMark() {
        String body = "{\"id\":\"probe-0-1\",\"type\":\"a\",\"data\":{\"some\":\"more\"}}";
        ByteBuf in = Unpooled.copiedBuffer(body, StandardCharsets.US_ASCII);

        assertThat(EventMark.isAt(in, 0, body.length())).isFalse();
    }
}
