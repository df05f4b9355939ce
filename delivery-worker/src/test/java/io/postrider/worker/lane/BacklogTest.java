package io.postrider.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.ParkReason;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class BacklogTest {

    /** What was held by a pause may have left for its endpoint's sake before that. */
    @ParameterizedTest
    @CsvSource({"LANE_FULL, 1", "ENDPOINT_FAILING, 1", "PAUSED, 1", "RATE_LIMIT, 2", "FAULT, 2"})
    void isShorterByWhatComesBackFromIt(ParkReason reason, int left) {
        Backlog backlog = new Backlog();
        backlog.left();
        backlog.left();
        backlog.returned(reason);

        assertThat(backlog.waitBehind(0, 1)).isEqualTo(Duration.ofSeconds(left));
    }
}
