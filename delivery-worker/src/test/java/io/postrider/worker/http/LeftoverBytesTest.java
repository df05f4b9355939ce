package io.postrider.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.List;

/** Whatever an endpoint sends behind an answer, however it is cut into packets. */
class LeftoverBytesTest {

    private static final List<String> ANSWERS =
            List.of(
                    "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\nno",
                    "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
                    "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n",
                    "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");

    private static final String PLANTED = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @Provide
    Arbitrary<String> answers() {
        return Arbitraries.of(ANSWERS);
    }

    @Provide
    Arbitrary<String> leftovers() {
        Arbitrary<String> bytes =
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMinLength(1).ofMaxLength(300);
        Arbitrary<String> parts =
                Arbitraries.of(PLANTED, "\r\n", "0\r\n\r\n", " ", "\0")
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(4)
                        .map(list -> String.join("", list));
        return Arbitraries.oneOf(bytes, parts);
    }

    @Property
    void neverAnswerAnotherRequest(
            @ForAll("answers") String answer,
            @ForAll("leftovers") String leftover,
            @ForAll @IntRange(max = 400) int firstPacket,
            @ForAll @IntRange(min = 1, max = 400) int packet) {
        EmbeddedChannel channel = new EmbeddedChannel(new ExactHttpCodec(new HttpDecoderConfig()));
        request(channel);

        List<Integer> statuses = new ArrayList<>();
        for (String part : cut(answer + leftover, firstPacket, packet)) {
            if (!channel.isActive()) {
                break;
            }
            channel.writeInbound(Unpooled.copiedBuffer(part, ISO_8859_1));
            statuses.addAll(read(channel));
        }

        assertThat(statuses).contains(500).doesNotContain(200);
        assertThat(channel.isActive()).as("the connection is open").isFalse();
        channel.finishAndReleaseAll();
    }

    private static void request(EmbeddedChannel channel) {
        channel.writeOutbound(
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/hook"));
    }

    private static List<String> cut(String text, int first, int others) {
        List<String> parts = new ArrayList<>();
        int at = Math.min(first, text.length());
        parts.add(text.substring(0, at));
        while (at < text.length()) {
            int end = Math.min(at + others, text.length());
            parts.add(text.substring(at, end));
            at = end;
        }
        return parts;
    }

    private static List<Integer> read(EmbeddedChannel channel) {
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
}
