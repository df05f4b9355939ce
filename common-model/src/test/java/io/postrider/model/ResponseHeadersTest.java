package io.postrider.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ResponseHeadersTest {

    @Test
    void keepsWhatThereIsRoomForAndJoinsWhatHasOneName() {
        ResponseHeaders headers =
                ResponseHeaders.of(
                        List.of(
                                entry("Content-Type", "text/plain"),
                                entry("Vary", "Accept"),
                                entry("vary", "Origin"),
                                entry("X-Empty", ""),
                                entry("X-Long", "x".repeat(ResponseHeaders.MOST_CHARACTERS)),
                                entry("X-After", "1")));

        assertThat(headers.lines().lines())
                .containsExactly(
                        "content-type: text/plain",
                        "vary: Accept",
                        "vary: Origin",
                        "x-empty: ",
                        "x-after: 1");
        assertThat(headers.byName())
                .containsExactly(
                        entry("content-type", "text/plain"),
                        entry("vary", "Accept, Origin"),
                        entry("x-empty", ""),
                        entry("x-after", "1"));
    }

    @Test
    void keepsNoCookies() {
        ResponseHeaders headers = ResponseHeaders.of(List.of(entry("Set-Cookie", "session=1234")));

        assertThat(headers.byName()).containsExactly(entry("set-cookie", "********"));
    }

    @Test
    void hasNothingWhereThereIsNothing() {
        assertThat(ResponseHeaders.of(List.of())).isSameAs(ResponseHeaders.NONE);
        assertThat(ResponseHeaders.NONE.byName()).isEmpty();
    }

    @Property
    void isOfLinesThatPostgresqlTakesWhateverAnEndpointSends(@ForAll List<String> values) {
        List<Map.Entry<String, String>> sent = new ArrayList<>();
        values.forEach(value -> sent.add(entry("x-" + sent.size(), value)));

        ResponseHeaders headers = ResponseHeaders.of(sent);

        assertThat(headers.lines()).hasSizeLessThanOrEqualTo(ResponseHeaders.MOST_CHARACTERS);
        assertThat(headers.lines()).doesNotContain("\0", "\r");
        assertThat(sent.stream().map(Map.Entry::getKey).toList())
                .containsSubsequence(headers.byName().keySet());
    }
}
