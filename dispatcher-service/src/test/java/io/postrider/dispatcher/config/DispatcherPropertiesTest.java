package io.postrider.dispatcher.config;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

class DispatcherPropertiesTest {

    @Test
    void namesThePropertyThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties(0, Duration.ofSeconds(15)))
                .withMessage("postrider.dispatcher.batch-events must be at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties(500, Duration.ofSeconds(16)))
                .withMessage(
                        "postrider.dispatcher.transaction-timeout must be 1s to 15s, not PT16S");
    }

    private static DispatcherProperties properties(int events, Duration timeout) {
        return new DispatcherProperties(events, 5000, DataSize.ofMegabytes(32), timeout);
    }
}
