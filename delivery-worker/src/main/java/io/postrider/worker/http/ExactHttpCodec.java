package io.postrider.worker.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * HTTP/1.1 with one answer for each request. Bytes behind an answer, and bytes that no request
 * asked for, close the connection: otherwise they would be the beginning of the answer to the next
 * request, which may be another webhook's.
 */
final class ExactHttpCodec
        extends CombinedChannelDuplexHandler<ExactHttpCodec.Answers, ExactHttpCodec.Requests> {

    private final Answers answers;

    ExactHttpCodec(HttpDecoderConfig config) {
        this.answers = new Answers(config);
        init(answers, new Requests(answers));
    }

    /** The codec of the channel; null where it has another one. */
    static @Nullable ExactHttpCodec of(Channel channel) {
        return channel.pipeline().get(ExactHttpCodec.class);
    }

    /**
     * Whether the latest request was not the first one, and not a byte of its answer has come. When
     * the connection is closed then, the endpoint has nearly always closed it while the request was
     * on its way, and has not read it.
     */
    boolean isReusedWithoutAnAnswer() {
        return answers.reused && !answers.begun;
    }

    /**
     * How far the answer to the latest request has come, as far as its headers are not complete.
     */
    Phase phase() {
        if (!answers.begun) {
            return Phase.AWAITING_ANSWER;
        }
        return answers.tls ? Phase.READING_TLS : Phase.READING_HEADERS;
    }

    /** Decodes the answers. */
    static final class Answers extends HttpResponseDecoder {

        private static final byte TLS_ALERT = 0x15;
        private static final byte TLS_HANDSHAKE = 0x16;

        private boolean used;
        private boolean expected;
        private boolean interim;
        private volatile boolean reused;
        private volatile boolean begun;
        private volatile boolean tls;

        Answers(HttpDecoderConfig config) {
            super(config);
        }

        private void expect() {
            expected = true;
            begun = false;
            reused = used;
            used = true;
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
                throws Exception {
            if (!expected) {
                close(context, in);
                return;
            }
            if (!begun && in.isReadable()) {
                tls = isTls(in);
                begun = true;
            }
            int before = out.size();
            super.decode(context, in, out);
            for (int i = before; i < out.size(); i++) {
                note(out.get(i));
            }
            if (!expected && in.isReadable()) {
                close(context, in);
            }
        }

        /** An alert or a handshake (RFC 8446, section 5.1); no status line begins like that. */
        private static boolean isTls(ByteBuf in) {
            byte first = in.getByte(in.readerIndex());
            return first == TLS_ALERT || first == TLS_HANDSHAKE;
        }

        private void note(Object message) {
            if (message instanceof HttpResponse response) {
                interim = InterimAnswers.isInterim(response.status());
            }
            if (message instanceof LastHttpContent && !interim) {
                expected = false;
            }
        }

        /** At once, without the farewell of TLS: until then the connection might be used again. */
        private static void close(ChannelHandlerContext context, ByteBuf in) {
            in.skipBytes(in.readableBytes());
            var _ = context.pipeline().firstContext().close();
        }
    }

    /** Encodes the requests. */
    static final class Requests extends HttpRequestEncoder {

        private final Answers answers;

        Requests(Answers answers) {
            this.answers = answers;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
                throws Exception {
            if (message instanceof HttpRequest) {
                answers.expect();
            }
            super.write(context, message, promise);
        }
    }
}
