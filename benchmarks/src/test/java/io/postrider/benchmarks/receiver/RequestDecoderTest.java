package io.postrider.benchmarks.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class RequestDecoderTest {

    private static final String FIRST =
            "POST /ok/17 HTTP/1.1\r\nhost: a\r\nContent-Length: 5\r\nx: y\r\n\r\nhello";
    private static final String SECOND = "POST /hang/3 HTTP/1.1\r\ncontent-length: 0\r\n\r\n";

    private final RequestDecoder decoder = new RequestDecoder();

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private String path(ByteBuf in) {
        return in.toString(
                decoder.pathStart(),
                decoder.pathEnd() - decoder.pathStart(),
                StandardCharsets.US_ASCII);
    }

    private String body(ByteBuf in) {
        return in.toString(decoder.bodyStart(), decoder.bodyLength(), StandardCharsets.US_ASCII);
    }

    @Test
    void findsPathAndBody() {
        ByteBuf in = bytes(FIRST);

        assertThat(decoder.next(in)).isTrue();

        assertThat(path(in)).isEqualTo("/ok/17");
        assertThat(body(in)).isEqualTo("hello");
        assertThat(in.isReadable()).isFalse();
    }

    @Test
    void takesPipelinedRequestsOneAfterTheOther() {
        ByteBuf in = bytes(FIRST + SECOND + FIRST);

        assertThat(decoder.next(in)).isTrue();
        assertThat(decoder.next(in)).isTrue();
        assertThat(path(in)).isEqualTo("/hang/3");
        assertThat(body(in)).isEmpty();
        assertThat(decoder.next(in)).isTrue();
        assertThat(body(in)).isEqualTo("hello");
        assertThat(decoder.next(in)).isFalse();
    }

    @Test
    void waitsForTheRestWhereverARequestIsCut() {
        String text = FIRST + SECOND;
        for (int cut = 1; cut < FIRST.length(); cut++) {
            ByteBuf in = Unpooled.buffer();
            in.writeBytes(bytes(text.substring(0, cut)));
            assertThat(decoder.next(in)).as("cut at %d", cut).isFalse();
            assertThat(in.readerIndex()).isZero();

            in.writeBytes(bytes(text.substring(cut)));
            assertThat(decoder.next(in)).isTrue();
            assertThat(path(in)).isEqualTo("/ok/17");
            assertThat(body(in)).isEqualTo("hello");
            assertThat(decoder.next(in)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "POST /ok/1 HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n",
                "POST /ok/1 HTTP/1.1\r\ncontent-length: 99999999999\r\n\r\n"
            })
    void refusesWhatItDoesNotUnderstand(String text) {
        assertThatExceptionIsThrown(text);
    }

    private void assertThatExceptionIsThrown(String text) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> decoder.next(bytes(text))))
                .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }

    @Test
    void refusesAHeadWithoutEnd() {
        String endless = "POST /ok/1 HTTP/1.1\r\n" + "x: y\r\n".repeat(20_000);

        assertThatIllegalArgumentException().isThrownBy(() -> decoder.next(bytes(endless)));
    }
}
