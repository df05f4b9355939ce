package io.postrider.benchmarks.receiver;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The endpoints of a run: an HTTP server on one thread of its own that does little but count, so
 * that a run measures the sender.
 */
public final class Receiver implements AutoCloseable {

    private static final int BACKLOG = 1024;

    /** What an endpoint does with every POST. */
    public enum Behaviour {
        /** Answers 200. */
        OK,
        /** Takes the request and never answers. */
        HANG,
        /** Answers 503. */
        REFUSE,
        /** Answers 500 to {@link #FAILING_SHARE} of all POSTs, at random. */
        FAIL_AT_RANDOM,
        /** Answers 429 with {@code Retry-After: 1} to the first POST of every second event. */
        THROTTLE_EVERY_SECOND_EVENT,
        /** Accepts {@link #LIMIT_PER_SECOND} POSTs a second, and answers 429 to the others. */
        LIMIT;

        public static final double FAILING_SHARE = 0.3;
        public static final int LIMIT_PER_SECOND = 20;
    }

    private final long zero = System.nanoTime();
    private final AtomicLong hung = new AtomicLong();
    private final FlakyAnswers flaky = new FlakyAnswers();
    private final EventLoopGroup loop;
    private final Channel server;
    private volatile Tally tally = new Tally(new Spread(1, 1));
    private volatile boolean refusing;

    private Receiver() {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        loop = new MultiThreadIoEventLoopGroup(1, io);
        server =
                new ServerBootstrap()
                        .group(loop)
                        .channel(
                                epoll
                                        ? EpollServerSocketChannel.class
                                        : NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(new RequestHandler(Receiver.this));
                                    }
                                })
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .syncUninterruptibly()
                        .channel();
    }

    public static Receiver start() {
        return new Receiver();
    }

    /** Where an endpoint is. */
    public URI url(Behaviour behaviour, int endpoint) {
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        String path =
                switch (behaviour) {
                    case OK -> "ok";
                    case HANG -> "hang";
                    case REFUSE -> "refuse";
                    case FAIL_AT_RANDOM -> "flaky";
                    case THROTTLE_EVERY_SECOND_EVENT -> "throttle";
                    case LIMIT -> "limit";
                };
        return URI.create("http://127.0.0.1:%d/%s/%d".formatted(port, path, endpoint));
    }

    /** Nanoseconds since this receiver's zero, which event marks count from. */
    public long nanos() {
        return System.nanoTime() - zero;
    }

    /** What arrives from now on is counted here. */
    public void countIn(Tally next) {
        tally = next;
    }

    /** Whether every endpoint answers 503 for now. */
    public void refuse(boolean now) {
        refusing = now;
    }

    boolean isRefusing() {
        return refusing;
    }

    FlakyAnswers flaky() {
        return flaky;
    }

    void received(int endpoint) {
        tally.received(endpoint);
    }

    void received(int endpoint, long sequence, long due) {
        tally.received(endpoint, sequence, nanos() - due);
    }

    void hung() {
        hung.incrementAndGet();
    }

    /** POSTs that were left without an answer. */
    public long unanswered() {
        return hung.get();
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
