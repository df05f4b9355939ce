package io.postrider.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class InstanceNameTest {

    @Test
    void isTheOneThatIsConfigured() {
        assertThat(InstanceName.configured("worker-2")).contains("worker-2");
        assertThat(InstanceName.configured("")).isEmpty();
        assertThat(InstanceName.configuredOrHost("dispatcher-2")).isEqualTo("dispatcher-2");
    }

    @Test
    void isTheHostsWhenNoneIsConfigured() {
        assertThat(InstanceName.configuredOrHost("")).matches("[A-Za-z0-9._-]+");
    }

    @Test
    void namesThePropertyThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InstanceName.configured("not good"))
                .withMessageStartingWith("postrider.instance must be ");
    }
}
