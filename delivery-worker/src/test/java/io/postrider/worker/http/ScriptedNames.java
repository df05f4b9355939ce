package io.postrider.worker.http;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A name server that gives other addresses each time it is asked, and the last ones for ever. */
final class ScriptedNames extends AddressResolverGroup<InetSocketAddress> {

    private final Deque<List<InetAddress>> answers = new ArrayDeque<>();

    ScriptedNames then(String... addresses) {
        answers.add(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
        return this;
    }

    private synchronized List<InetAddress> next() {
        return answers.size() > 1 ? answers.remove() : answers.getFirst();
    }

    /** How many answers are still to come. */
    synchronized int left() {
        return answers.size();
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetNameResolver(executor) {
            @Override
            protected void doResolve(String name, Promise<InetAddress> promise) {
                promise.trySuccess(next().getFirst());
            }

            @Override
            protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
                promise.trySuccess(next());
            }
        }.asAddressResolver();
    }
}
