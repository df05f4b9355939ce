package io.postrider.subscription.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class SystemNamesTest {

    @Test
    void tellsTheAddressesOfAHost() {
        try (SystemNames names = new SystemNames(Duration.ofSeconds(10))) {
            assertThat(names.addresses("localhost"))
                    .isNotEmpty()
                    .allMatch(address -> address.isLoopbackAddress());
        }
    }

    @Test
    void tellsNoneOfAHostThatIsUnknown() {
        try (SystemNames names = new SystemNames(Duration.ofSeconds(10))) {
            assertThat(names.addresses("nowhere.invalid")).isEmpty();
        }
    }
}
