package io.postrider.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class ExactHttpCodecTest {

    private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ExactHttpCodec codec = new ExactHttpCodec(new HttpDecoderConfig());
    private final EmbeddedChannel channel = new EmbeddedChannel(codec);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void request() {
        channel.writeOutbound(
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/hook"));
    }

    /** The statuses of the answers that the bytes are taken for. */
    private List<Integer> answer(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, US_ASCII));
        List<Integer> statuses = new ArrayList<>();
        for (Object message = channel.readInbound();
                message != null;
                message = channel.readInbound()) {
            if (message instanceof HttpResponse response) {
                statuses.add(response.status().code());
            }
            ReferenceCountUtil.release(message);
        }
        return statuses;
    }

    @Test
    void takesOneAnswerForEachRequest() {
        for (int i = 0; i < 3; i++) {
            request();
            assertThat(answer(OK)).containsExactly(200);
            assertThat(channel.isActive()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ok", OK, NO_CONTENT, "\r\n"})
    void closesTheConnectionForBytesBehindAnAnswer(String behind) {
        request();

        assertThat(answer(NO_CONTENT + behind)).containsExactly(204);
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void closesTheConnectionForBytesThatComeLater() {
        request();
        answer(OK);

        assertThat(answer(OK)).isEmpty();
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void anInterimAnswerIsNotTheAnswer() {
        request();

        assertThat(answer("HTTP/1.1 103 Early Hints\r\n\r\n" + OK)).containsExactly(103, 200);
        assertThat(channel.isActive()).isTrue();
    }

    @Test
    void anAnswerMayComeInPieces() {
        request();
        for (int i = 0; i < OK.length(); i++) {
            answer(OK.substring(i, i + 1));
        }

        assertThat(channel.isActive()).isTrue();
        request();
        assertThat(answer(OK)).containsExactly(200);
    }

    @Test
    void knowsWhetherAKeptConnectionWasClosedInsteadOfUsed() {
        request();
        assertThat(codec.isReusedWithoutAnAnswer()).as("the first request").isFalse();
        answer(OK);
        request();
        assertThat(codec.isReusedWithoutAnAnswer()).isTrue();
        answer("H");
        assertThat(codec.isReusedWithoutAnAnswer()).as("the answer has begun").isFalse();
    }
}
