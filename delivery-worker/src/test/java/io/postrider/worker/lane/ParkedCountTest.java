package io.postrider.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.ParkReason;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ParkedCountTest {

    private final ParkedCount count = new ParkedCount();

    @Test
    void countsByReasonWhatIsAway() {
        count.left(ParkReason.LANE_FULL);
        count.left(ParkReason.LANE_FULL);
        count.left(ParkReason.RATE_LIMIT);
        count.returned(ParkReason.LANE_FULL);
        count.returned(ParkReason.FAULT);

        assertThat(count.byReason())
                .isEqualTo(Map.of(ParkReason.LANE_FULL, 1, ParkReason.RATE_LIMIT, 1));
    }

    @Test
    void whatWasHeldMeanwhileIsNoLongerAway() {
        count.left(ParkReason.ENDPOINT_FAILING);
        count.left(ParkReason.LANE_FULL);
        count.returned(ParkReason.PAUSED);
        count.returned(ParkReason.PAUSED);
        count.returned(ParkReason.PAUSED);

        assertThat(count.byReason()).isEmpty();
    }
}
