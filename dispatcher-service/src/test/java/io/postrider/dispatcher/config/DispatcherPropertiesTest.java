package io.postrider.dispatcher.config;

import static org.assertj.core.api.Assertions.assertThat;
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
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InstanceName.of("not good"))
                .withMessageStartingWith("postrider.instance must be ");
    }

    @Test
    void takesTheHostNameWhenNoInstanceIsNamed() {
        assertThat(InstanceName.of("")).matches("[A-Za-z0-9._-]+");
        assertThat(InstanceName.of("dispatcher-2")).isEqualTo("dispatcher-2");
    }

    private static DispatcherProperties properties(int events, Duration timeout) {
        return new DispatcherProperties(events, 5000, DataSize.ofMegabytes(32), timeout);
    }
}
