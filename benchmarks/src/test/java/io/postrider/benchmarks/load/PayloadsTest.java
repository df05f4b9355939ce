package io.postrider.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PayloadsTest {

    private final Payloads payloads = new Payloads();
    private final JsonMapper json = new JsonMapper();

    @Test
    void dataIsJsonOfOneKilobyte() {
        for (int i = 0; i < 600; i++) {
            assertThat(payloads.of(i)).hasSize(Payloads.BYTES);
            assertThat(json.readTree(payloads.of(i)).get("lines").isArray()).isTrue();
        }
        assertThat(payloads.of(1)).isNotEqualTo(payloads.of(2));
    }

    @Test
    void customersTakeTurns() {
        var events = new Events.ByCustomer("order", 3, payloads);

        JsonNode data = json.readTree(events.data(4));

        assertThat(data.get("customer").asString()).isEqualTo("customer-1");
        assertThat(data.has("order")).isTrue();
    }
}
