package io.postrider.benchmarks.receiver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection to the receiver. */
final class RequestHandler extends ByteToMessageDecoder {

    private static final ByteBuf OK = answer("200 OK");
    private static final ByteBuf UNAVAILABLE = answer("503 Service Unavailable");

    private final Receiver receiver;
    private final RequestDecoder decoder = new RequestDecoder();
    private boolean answered;

    RequestHandler(Receiver receiver) {
        this.receiver = receiver;
    }

    private static ByteBuf answer(String status) {
        byte[] bytes =
                ("HTTP/1.1 " + status + "\r\ncontent-length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (decoder.next(in)) {
            // hang, ok, or refuse, and a number: /ok/17
            byte behaviour = in.getByte(decoder.pathStart() + 1);
            int endpoint = endpoint(in);
            switch (behaviour) {
                case 'h' -> receiver.hung();
                case 'r' -> answer(context, UNAVAILABLE);
                default -> {
                    if (receiver.isRefusing()) {
                        answer(context, UNAVAILABLE);
                    } else {
                        count(in, endpoint);
                        answer(context, OK);
                    }
                }
            }
        }
    }

    private void answer(ChannelHandlerContext context, ByteBuf answer) {
        var _ = context.write(answer.duplicate(), context.voidPromise());
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
