package io.postrider.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypePatternTest {

    @ParameterizedTest
    @CsvSource({
        "order.created, order.created, true",
        "order.created, order.created.v2, false",
        "order.*, order.created, true",
        "order.*, order.created.v2, true",
        "order.*, order, false",
        "order.*, orders.created, false",
        "*, anything.at.all, true"
    })
    void matches(String pattern, String type, boolean matches) {
        assertThat(new EventTypePattern(pattern).matches(new EventType(type))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "order*", "*.created", "order.*.x", "a b", "a,b", ".*"})
    void anythingElseIsRefusedWithAnExample(String pattern) {
        assertThatThrownBy(() -> new EventTypePattern(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("order.created")
                .hasMessageContaining("order.*");
    }
}
