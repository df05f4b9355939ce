package io.postrider.benchmarks.receiver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection to the receiver. */
final class RequestHandler extends ByteToMessageDecoder {

    private static final Answer OK = new Answer("200 OK");
    private static final Answer FAILED = new Answer("500 Internal Server Error");
    private static final Answer THROTTLED = new Answer("429 Too Many Requests\r\nretry-after: 1");
    private static final Answer UNAVAILABLE = new Answer("503 Service Unavailable");

    /** An answer without a body, whose bytes are written again and again. */
    private record Answer(ByteBuf bytes, boolean accepted) {

        Answer(String status) {
            this(encoded(status), status.startsWith("2"));
        }
    }

    private final Receiver receiver;
    private final RequestDecoder decoder = new RequestDecoder();
    private boolean answered;

    RequestHandler(Receiver receiver) {
        this.receiver = receiver;
    }

    private static ByteBuf encoded(String status) {
        byte[] bytes =
                ("HTTP/1.1 " + status + "\r\ncontent-length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (decoder.next(in)) {
            // the behaviour and a number: /ok/17
            byte behaviour = in.getByte(decoder.pathStart() + 1);
            if (behaviour == 'h') {
                receiver.hung();
            } else {
                Answer answer = answerOf(behaviour, in);
                if (answer.accepted()) {
                    count(in, endpoint(in));
                }
                answer(context, answer);
            }
        }
    }

    /** Probes, which are of no event of the run, are always accepted. */
    private Answer answerOf(byte behaviour, ByteBuf in) {
        if (behaviour == 'r' || receiver.isRefusing()) {
            return UNAVAILABLE;
        }
        if (behaviour == 'o' || !EventMark.isAt(in, decoder.bodyStart(), decoder.bodyLength())) {
            return OK;
        }
        return switch (behaviour) {
            case 'f' -> receiver.flaky().failsNow() ? FAILED : OK;
            case 't' -> receiver.flaky().throttles(sequence(in)) ? THROTTLED : OK;
            case 'l' -> receiver.flaky().isOverLimit(receiver.nanos()) ? THROTTLED : OK;
            default -> OK;
        };
    }

    private long sequence(ByteBuf in) {
        return EventMark.sequence(in, decoder.bodyStart(), decoder.bodyLength());
    }

    private void answer(ChannelHandlerContext context, Answer answer) {
        var _ = context.write(answer.bytes().duplicate(), context.voidPromise());
        answered = true;
    }

    private int endpoint(ByteBuf in) {
        int value = 0;
        int scale = 1;
        for (int i = decoder.pathEnd() - 1; i > decoder.pathStart(); i--) {
            int digit = in.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value += digit * scale;
            scale *= 10;
        }
        return value;
    }

    private void count(ByteBuf in, int endpoint) {
        int body = decoder.bodyStart();
        int length = decoder.bodyLength();
        if (EventMark.isAt(in, body, length)) {
            receiver.received(
                    endpoint, EventMark.sequence(in, body, length), EventMark.nanos(in, body));
        } else {
            receiver.received(endpoint);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (answered) {
            answered = false;
            context.flush();
        }
        super.channelReadComplete(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
